import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const FULL = "/dev/full";
const program = path.resolve(import.meta.dirname, "main.ts");

/** Runs the command with `stream` (1: output, 2: problems) on a disk that is full. */
function onFullDisk(words: readonly string[], stream: 1 | 2) {
  const full = openSync(FULL, "w");
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: "utf8",
    stdio: ["ignore", stream === 1 ? full : "pipe", stream === 2 ? full : "pipe"],
  });
  closeSync(full);
  return { status, stderr };
}

describe.skipIf(!existsSync(FULL))("where it cannot write", () => {
  it("its output: it says so in one line, and that is no finding", () => {
    const { status, stderr } = onFullDisk(["--help"], 1);
    expect(stderr).toMatch(/^sallyport: The output could not be written: .*ENOSPC.*\n$/);
    expect(status).toBe(2);
  });

  it("what is wrong: it has failed all the same", () => {
    expect(onFullDisk(["no-such-command"], 2).status).toBe(2);
  });
});
