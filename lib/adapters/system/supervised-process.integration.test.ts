import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { poll } from "./poll.ts";
import { findProcess } from "./process-table.ts";
import { type SupervisionEvents, superviseProcess } from "./supervised-process.ts";

const program = fileURLToPath(new URL("../../testing/steady-process.ts", import.meta.url));
const supervisor = fileURLToPath(new URL("../../testing/lone-supervisor.ts", import.meta.url));

describe("a supervised process", () => {
  let folder: string;
  let ended: string;
  let pids: number[];
  let told: string[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "supervised-"));
    ended = path.join(folder, "ended");
    pids = [];
    told = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const events: SupervisionEvents = {
    started: (_name, pid) => pids.push(pid),
    crashed: (_name, how) => told.push(how),
    gaveUp: (_name, sentence) => told.push(sentence),
  };
  const plan = (behaviour = "") => ({
    name: "steady",
    file: program,
    args: [ended, behaviour],
    environment: { PATH: process.env.PATH ?? "" },
    workingDirectory: folder,
    logFile: path.join(folder, "log"),
    readyWithinMs: 10_000,
  });
  const isGone = (pid: number | undefined) => pid !== undefined && findProcess(pid) === undefined;

  it("ends in order when it is stopped", async () => {
    const steady = await superviseProcess(plan(), events);
    await steady.stop(5_000);
    expect(isGone(pids[0])).toBe(true);
    expect(existsSync(ended)).toBe(true);
    expect(told).toEqual([]);
  });

  it("is killed when it does not end in time", async () => {
    const steady = await superviseProcess(plan("stubborn"), events);
    await steady.stop(200);
    expect(isGone(pids[0])).toBe(true);
    expect(existsSync(ended)).toBe(false);
  });

  it("is started again after kill -9", async () => {
    const steady = await superviseProcess(plan(), events);
    const [first = 0] = pids;
    process.kill(first, "SIGKILL");
    const second = await poll("a second process", 5_000, () => pids[1]);
    expect(second).not.toBe(first);
    expect(told).toEqual(["SIGKILL"]);
    await steady.stop(5_000);
    expect(isGone(second)).toBe(true);
  });

  it("says why it did not start", async () => {
    await expect(superviseProcess(plan("refuse"), events)).rejects.toThrow(
      /steady did not start.*PORT is missing/,
    );
    expect(isGone(pids[0])).toBe(true);
  });

  it("ends in order when its supervisor is lost to kill -9", async () => {
    const lone = spawn(process.execPath, [supervisor, program, path.join(folder, "log"), ended], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(lone.stdout, "data");
    const pid = Number(String(line));
    expect(isGone(pid)).toBe(false);
    lone.kill("SIGKILL");
    await poll("the child to end", 5_000, () => isGone(pid));
    expect(existsSync(ended)).toBe(true);
  });
});
