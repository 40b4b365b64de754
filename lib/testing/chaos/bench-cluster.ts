/** A PostgreSQL cluster that may be killed: its own files, its own port, and every commit on its way to the disk. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type Cluster,
  initialiseCluster,
  type RunningCluster,
  startCluster,
} from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries, type PostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { makeTemplateDatabase, type TestCluster } from "#lib/testing/template-database.ts";

export interface BenchCluster {
  readonly shared: TestCluster;
  readonly cluster: Cluster;
  /** `kill -9` of the server; its backends follow when they notice. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again, unless it runs. */
  start(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Starts one with the migrated template database in it. `settings` are the server's own words. */
export async function startBenchCluster(
  settings: Readonly<Record<string, string>> = {},
  binaries: PostgresBinaries = embeddedPostgresBinaries(),
): Promise<BenchCluster> {
  const directory = mkdtempSync(path.join(tmpdir(), "sallyport-chaos-postgres-"));
  chmodSync(directory, 0o755);
  const cluster: Cluster = {
    binaries,
    dataDirectory: path.join(directory, "postgres"),
    logFile: path.join(directory, "postgres.log"),
    port: await findFreePort(),
    password: randomBytes(12).toString("hex"),
    // The processes die here, never the machine: what was written to files is there. A commit waits for that.
    settings: { fsync: "off", max_connections: "150", ...settings },
  };
  await initialiseCluster(cluster);
  let running: RunningCluster | null = await startCluster(cluster);
  const shared: TestCluster = {
    port: cluster.port,
    password: cluster.password,
    rolePassword: randomBytes(12).toString("hex"),
    major: binaries.major,
  };
  const close = async (): Promise<void> => {
    await running?.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await makeTemplateDatabase(shared);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    shared,
    cluster,
    async kill() {
      if (running === null) return;
      const { pid, exited } = running;
      running = null;
      process.kill(pid, "SIGKILL");
      await exited;
    },
    async start() {
      running ??= await startCluster(cluster);
    },
    close,
  };
}
