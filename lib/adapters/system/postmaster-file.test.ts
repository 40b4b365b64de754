import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { poll } from "./poll.ts";
import { clearLeftoverPostmaster } from "./postmaster-file.ts";
import { findProcess } from "./process-table.ts";

let parent: ChildProcess | undefined;
const folder = mkdtempSync(path.join(tmpdir(), "postmaster-"));
const file = path.join(folder, "postmaster.pid");
afterEach(() => {
  parent?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** The number of a process that has ended and that its parent never asks about. */
async function zombie(): Promise<number> {
  const child = spawn("/bin/sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  parent = child;
  const [line] = (
    await new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk))))
  ).split("\n");
  const pid = Number(line);
  await poll("the process to have ended", 5_000, () => findProcess(pid) === undefined);
  return pid;
}

test("a killed postmaster whose number is still taken by its zombie does not stop the next start", async () => {
  const pid = await zombie();
  writeFileSync(file, [pid, folder, "1", "5432", "", "127.0.0.1", "1 2", "ready"].join("\n"));
  await clearLeftoverPostmaster(folder);
  expect(readFileSync(file, "utf8").split("\n").slice(0, 2)).toEqual([String(process.pid), folder]);
});
