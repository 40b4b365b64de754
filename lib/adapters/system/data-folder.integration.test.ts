import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareDataFolder } from "./data-folder.ts";
import { lockInstance } from "./instance-lock.ts";
import { freePostgresPort } from "./kept-port.ts";
import { keepSecrets } from "./kept-secrets.ts";
import { findProcess } from "./process-table.ts";

describe("the data folder", () => {
  let folder: string;
  let strangers: ChildProcess[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "data-folder-"));
    strangers = [];
  });
  afterEach(() => {
    for (const stranger of strangers) stranger.kill("SIGKILL");
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });

  const startStranger = (): number => {
    const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
    strangers.push(stranger);
    if (stranger.pid === undefined) throw new Error("sleep did not start");
    return stranger.pid;
  };
  const writeLock = (content: unknown): void =>
    writeFileSync(path.join(folder, "supervisor.json"), JSON.stringify(content));
  const lockFile = () => path.join(folder, "supervisor.json");

  it("is made when there is none", () => {
    expect(prepareDataFolder(path.join(folder, "a", "b"))).toBe(path.join(folder, "a", "b"));
  });

  it("is refused by name when it takes no files", () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(() => prepareDataFolder(path.join(file, "data"))).toThrow(`${file}/data cannot be written to`);
    // Root may write anywhere but into what the kernel keeps for itself.
    expect(() => prepareDataFolder("/sys/kernel")).toThrow("/sys/kernel cannot be written to");
  });

  it("keeps secrets for ever, readable by us alone, and refuses to replace damaged ones", () => {
    const made = keepSecrets(folder);
    expect(keepSecrets(folder)).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(4);
    const file = path.join(folder, "secrets.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 40));
    expect(() => keepSecrets(folder)).toThrow(/secrets.json is damaged/);
  });

  it("keeps its PostgreSQL port", async () => {
    expect(await freePostgresPort(folder)).toBe(await freePostgresPort(folder));
  });

  it("belongs to one npm start at a time", async () => {
    const lock = await lockInstance(folder);
    await expect(lockInstance(folder)).rejects.toThrow(
      `Another npm start (process ${process.pid}) is running`,
    );
    lock.release();
    expect(existsSync(lockFile())).toBe(false);
    (await lockInstance(folder)).release();
  });

  it("is taken over from a start that was lost, also when its number is in use again", async () => {
    const pid = startStranger();
    writeLock({ supervisor: { name: "supervisor", pid, started: "before" }, children: [] });
    (await lockInstance(folder)).release();
    expect(findProcess(pid)).toBeDefined();
  });

  it("is taken over from a damaged lock", async () => {
    writeFileSync(lockFile(), "{");
    (await lockInstance(folder)).release();
  });

  it("goes to one of several that start at once on a stale lock", async () => {
    writeLock({ supervisor: { name: "supervisor", pid: 999_999_999, started: "before" }, children: [] });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => lockInstance(folder)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is taken over only when the lost start's children are gone", { timeout: 30_000 }, async () => {
    const pid = startStranger();
    const child = { name: "worker", pid, started: findProcess(pid)?.started };
    writeLock({ supervisor: { name: "supervisor", pid: 999_999_999, started: "x" }, children: [child] });
    (await lockInstance(folder)).release();
    expect(findProcess(pid)).toBeUndefined();
  });
});
