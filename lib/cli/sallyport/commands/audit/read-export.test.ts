import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { entryText, exportOf } from "#lib/testing/command/sample-log.ts";
import { partsTask, readPartsInThread } from "./parts-thread.ts";
import { readExport, readLargeExport } from "./read-export.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, "log.jsonl");
const entries = Array.from({ length: 40 }, (_, number) => entryText(number));
const log = exportOf(entries);
const size = Buffer.byteLength(log);

it("a thread reads the lines it is given, and none where they do not begin with an entry", async () => {
  writeFileSync(file, log);
  const tasks = [0, 1].map((from) => partsTask(file, [{ from, to: size }]));
  const read = await Promise.all(tasks.map(readPartsInThread));
  expect(read.map((parts) => parts?.map(({ leaves }) => leaves.count) ?? null)).toEqual([[40], null]);
  expect(tasks.map(({ taken }) => taken[0])).toEqual([2, 1]);
});

it("a thread that cannot be had has read nothing, and the command goes on without it", async () => {
  const task = partsTask(file, [{ from: 0, to: size }]);
  // Nothing that can be told to a thread: its constructor throws, as it does where threads are forbidden.
  expect(await readPartsInThread({ ...task, file: (() => file) as unknown as string })).toBeNull();
});

describe("read in parts", () => {
  it.each<[string, string]>([
    ["as it is", log],
    ["without its last line feed", log.trimEnd()],
    ["with lines that say nothing", log.replaceAll("\n", "\n\r\n")],
    ["written anew by a program that knows JSON", log.replaceAll('{"index":', '{ "index":')],
    ["an entry edited", log.replace('"number":27', '"number":270')],
    ["an entry taken out", log.replace(/^\{"index":15,[^\n]*\n/m, "")],
    ["an entry twice", log.replace(/^(\{"index":25,[^\n]*\n)/m, "$1$1")],
    ["two entries changed over", log.replace(/^(\{"index":5,[^\n]*\n)(\{"index":6,[^\n]*\n)/m, "$2$1")],
    ["its beginning cut off", log.replace(/^(.*\n){12}/, "")],
    ["a line that is no entry", log.replace(/^\{"index":33,[^\n]*\n/m, "nothing\n")],
    ["a single entry", exportOf(entries.slice(0, 1))],
    ["nothing at all", ""],
  ])("it says the same as read at once: %s", async (_, text) => {
    writeFileSync(file, text);
    const alone = readExport(file);
    // Some parts of a line or two each.
    expect(await readLargeExport(file, () => ({ others: 1, partBytes: 600 }))).toEqual(alone);
  });

  it("a file that is not there is said not to be", async () => {
    expect(await readLargeExport(path.join(folder, "none"))).toMatchObject({
      ok: false,
      problem: { reason: "There is no such file." },
    });
  });
});
