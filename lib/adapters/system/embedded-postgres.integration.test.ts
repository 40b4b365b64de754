import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clusterUrl, initialiseCluster, startCluster } from "./embedded-postgres.ts";
import { findFreePort } from "./free-port.ts";
import { poll } from "./poll.ts";
import { embeddedPostgresBinaries } from "./postgres-binaries.ts";
import { findProcess } from "./process-table.ts";

const lone = fileURLToPath(new URL("../../testing/lone-cluster.ts", import.meta.url));

describe("the embedded PostgreSQL", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "embedded-"));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const cluster = async () => ({
    binaries: embeddedPostgresBinaries(),
    dataDirectory: path.join(folder, "postgres"),
    logFile: path.join(folder, "postgres.log"),
    port: await findFreePort(),
    password: "it's a test",
  });
  const startLone = async (): Promise<{ starter: ChildProcess; postmaster: number }> => {
    const starter = spawn(process.execPath, [lone, folder], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(starter.stdout, "data");
    return { starter, postmaster: Number(String(line)) };
  };

  it("is UTF-8 whatever the host's locale, and keeps its data from start to start", async () => {
    const one = await cluster();
    await initialiseCluster(one);
    for (const expected of [0, 1]) {
      const running = await startCluster(one);
      const client = new pg.Client({ connectionString: clusterUrl(one, "postgres") });
      await client.connect();
      await client.query("CREATE TABLE IF NOT EXISTS door (name text)");
      const { rows } = await client.query("SELECT name, getdatabaseencoding() AS encoding FROM door");
      expect(rows).toHaveLength(expected);
      if (expected === 1) expect(rows[0]).toEqual({ name: "Tür", encoding: "UTF8" });
      await client.query("INSERT INTO door VALUES ('Tür')");
      await client.end();
      await running.stop();
      expect(findProcess(running.pid)).toBeUndefined();
    }
  });

  it("stops when whoever started it is lost to kill -9", async () => {
    const { starter, postmaster } = await startLone();
    expect(findProcess(postmaster)).toBeDefined();
    starter.kill("SIGKILL");
    await poll("PostgreSQL to stop", 10_000, () => findProcess(postmaster) === undefined);
  });

  it("starts again after kill -9 of PostgreSQL itself, stale PID file and all", async () => {
    const { postmaster } = await startLone();
    process.kill(postmaster, "SIGKILL");
    const running = await startCluster(await cluster());
    await running.stop();
  });

  it("starts although the stale PID file names a process that is somebody else's", async () => {
    const one = await cluster();
    await initialiseCluster(one);
    const running = await startCluster(one);
    const file = path.join(one.dataDirectory, "postmaster.pid");
    const [, ...rest] = readFileSync(file, "utf8").split("\n");
    process.kill(running.pid, "SIGKILL");
    await running.exited;
    const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
    try {
      writeFileSync(file, [stranger.pid, ...rest].join("\n"));
      const again = await startCluster(one);
      await again.stop();
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill("SIGKILL");
    }
  });

  it("stops a postmaster that a lost start left running, and takes over", async () => {
    const one = await cluster();
    await initialiseCluster(one);
    const left = await startCluster(one);
    const running = await startCluster({ ...one, port: await findFreePort() });
    expect(findProcess(left.pid)).toBeUndefined();
    await running.stop();
  });

  it("refuses a folder that another PostgreSQL major made", async () => {
    const one = await cluster();
    await initialiseCluster(one);
    writeFileSync(path.join(one.dataDirectory, "PG_VERSION"), "14\n");
    await expect(initialiseCluster(one)).rejects.toThrow(/made by PostgreSQL 14 and this is 18/);
  });
});
