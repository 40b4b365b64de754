import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote, verifyNote } from "#lib/adapters/signing/sign-note.ts";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { commitment } from "#lib/core/audit/personal.ts";
import { treeRoot } from "#lib/core/audit/tree/growing-tree.ts";
import { provesConsistency, rootOfInclusion } from "#lib/core/audit/tree/verify-proof.ts";
import { readCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { readConsistencyProof } from "#lib/formats/log/consistency-proof.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { readTlogProof } from "#lib/formats/log/tlog-proof.ts";
import { runWordsIn } from "#lib/testing/command/run-in.ts";
import {
  checkpointText,
  entryText,
  exportOf,
  notesFile,
  sampleLog,
} from "#lib/testing/command/sample-log.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const key = generateSigner("sallyport.example/sallyport");
const ORIGIN = key.verifier.name;
const sign = (text: string) => signNote(text, key);
const { entries, log, before, checkpoints } = sampleLog(ORIGIN, sign);

/** What the command says of an export and checkpoints. */
async function verify(text: string, notes: string | null = checkpoints, earlier: string | null = null) {
  writeFileSync(path.join(folder, "log.jsonl"), text);
  if (notes !== null) writeFileSync(path.join(folder, "notes.txt"), notes);
  if (earlier !== null) writeFileSync(path.join(folder, "before.jsonl"), earlier);
  const words = [
    ...["audit", "verify", "log.jsonl", "--key", key.verifier.text],
    ...(notes === null ? [] : ["--checkpoint", "notes.txt"]),
    ...(earlier === null ? [] : ["--earlier", "before.jsonl"]),
  ];
  const ended = await runWordsIn(folder, words);
  return { ...ended, output: ended.output.replace(/\s+/g, " ") };
}

describe("an export of the log", () => {
  it("is verified as far as checkpoints reach, and says how far that is", async () => {
    const { code, output, problems } = await verify(log);
    expect([code, problems]).toEqual([0, ""]);
    expect(output).toContain("20 entries, 2 checkpoints");
    expect(output).toContain("Verified. The first 18 entries are what was signed");
    expect(output).toContain("Not excluded: 2 entries after the last checkpoint");
  });

  it("without a checkpoint is not proven, and says what that leaves open", async () => {
    const { code, output } = await verify(log, null);
    expect(code).toBe(2);
    expect(output).toContain("Not proven.");
    expect(output).toContain("cut off the end, or written the whole log anew");
  });

  it("may have been written anew by another program that knows JSON", async () => {
    const lines = log.trimEnd().split("\n");
    const other = lines.map((line) => JSON.stringify(JSON.parse(line), null, 1).replaceAll("\n", " "));
    expect(other.join("\n")).not.toBe(log);
    expect(await verify(`${other.join("\r\n")}\n`)).toMatchObject({ code: 0 });
  });

  it.each<[string, string, string]>([
    ["edited", log.replace('"number":7', '"number":70'), "Entry 7 is not what was written."],
    ["dropped", log.replace(/^\{"index":5,[^\n]*\n/m, ""), "Entry 5 was taken out."],
    [
      "inserted",
      log.replace(
        /^(\{"index":5,[^\n]*\n)/m,
        `$1${exportOf([entryText(99)]).replace('"index":0', '"index":5')}`,
      ),
      "Line 7 was put in",
    ],
    [
      "reordered",
      log.replace(/^(\{"index":5,[^\n]*\n)(\{"index":6,[^\n]*\n)/m, "$2$1"),
      "was moved: it stands in line",
    ],
    ["truncated", exportOf(entries.slice(0, 11)), "entries 11 to 17 were signed and are missing"],
    ["altered", exportOf(entries.with(9, entryText(90))), "Somewhere in entries 8 to 17"],
  ])("that was %s is found out, with the place", async (kind, text, sentence) => {
    expect(text).not.toBe(log);
    const { code, output } = await verify(text);
    expect(code).toBe(1);
    expect(output).toContain("Tampered with.");
    expect(output).toContain(kind);
    expect(output).toContain(sentence);
  });

  it("whose hashes were all written anew is held against an export from before", async () => {
    const { output } = await verify(exportOf(entries.with(9, entryText(90))), checkpoints, log);
    expect(output).toContain("Entry 9 is not what was written.");
    const dropped = await verify(exportOf(entries.toSpliced(3, 1)), checkpoints, before);
    expect(dropped.output).toContain("Entry 3 was taken out.");
  });
});

describe("checkpoints", () => {
  it("of another key, or altered ones, prove nothing and are named", async () => {
    const stranger = generateSigner(ORIGIN);
    const forgedLog = entries.with(3, entryText(33));
    const text = checkpointText(ORIGIN, forgedLog, 18);
    const reSigned = await verify(exportOf(forgedLog), signNote(text, stranger));
    expect(reSigned).toMatchObject({ code: 1, output: expect.stringContaining("re-signed") });
    const altered = sign(checkpointText(ORIGIN, entries, 18)).replace("\n18\n", "\n17\n");
    expect((await verify(log, altered)).output).toContain("its signature does not hold");
    const elsewhere = sign(checkpointText("elsewhere.example/log", entries, 18));
    expect((await verify(log, elsewhere)).output).toContain("its signature does not hold for this log");
  });

  it("that cannot both be true show that the log was forked", async () => {
    const fork = checkpointText(ORIGIN, entries.with(3, entryText(33)), 18);
    const { code, output } = await verify(log, notesFile([checkpoints, sign(fork)]));
    expect(code).toBe(1);
    expect(output).toContain("Two different logs of 18 entries were signed");
  });

  it("may end in one that was cut off while it was written", async () => {
    const { code, output } = await verify(log, `${checkpoints}\n${ORIGIN}\n20`);
    expect(code).toBe(0);
    expect(output).toContain("1 of what was given as checkpoints cannot be read");
  });
});

it("says what is wrong with what it was given", async () => {
  const run = (...words: string[]) => runWordsIn(folder, ["audit", ...words, "--key", key.verifier.text]);
  await verify(log);
  for (const [words, problem] of [
    [["verify"], "Say what to verify"],
    [["sign", "log.jsonl"], "Say what to verify"],
    [["verify", "nowhere.jsonl"], "no such file"],
    [["verify", "notes.txt"], "line 1"],
    [["verify", "log.jsonl", "--checkpoint", "nowhere"], "nowhere"],
  ] as const) {
    expect(await run(...words)).toMatchObject({ code: 2, problems: expect.stringContaining(problem) });
  }
});

describe("a proof made from an export", () => {
  async function proofOf(...asked: readonly string[]) {
    writeFileSync(path.join(folder, "log.jsonl"), log);
    writeFileSync(path.join(folder, "notes.txt"), checkpoints);
    const words = ["audit", "prove", "log.jsonl", "--key", key.verifier.text, "--checkpoint", "notes.txt"];
    const ended = await runWordsIn(folder, [...words, ...asked, "--format", "json"]);
    return ended.code === 0 ? String(JSON.parse(ended.output).proof) : ended.problems;
  }
  const headOf = (note: string) => {
    const verdict = verifyNote(note, key.verifier);
    const head = verdict.verdict === "signed" ? readCheckpoint(verdict.text) : null;
    if (head === null) throw new Error("The checkpoint is not signed.");
    return head;
  };

  it("leads from each entry to the newest checkpoint, in the C2SP form", async () => {
    for (const place of [0, 7, 17]) {
      const read = readTlogProof(await proofOf("--entry", String(place)));
      if (read === null || read.extra === null) throw new Error("This is no proof.");
      const head = headOf(read.checkpoint);
      const root = rootOfInclusion(leafHash(read.extra, sha256), place, head.size, read.path, sha256);
      expect([head.size, root]).toEqual([18, Buffer.from(head.root)]);
    }
  });

  it("shows that the log begins with an earlier checkpoint, as C2SP's witnesses take it", async () => {
    for (const size of [0, 8, 11, 18]) {
      const read = readConsistencyProof(await proofOf("--since", String(size)));
      if (read === null) throw new Error("This is no proof.");
      const head = headOf(read.checkpoint);
      const before = entries.slice(0, size).map((text) => leafHash(Buffer.from(text), sha256));
      const earlier = { size, root: treeRoot(before, sha256) };
      expect(provesConsistency(earlier, head, read.hashes, sha256)).toBe(true);
      if (size > 0) {
        const other = { size, root: sha256(Buffer.from("another")) };
        expect(provesConsistency(other, head, read.hashes, sha256)).toBe(false);
      }
    }
  });

  it.each([
    [["--entry", "18"], "Entry 18 is not covered"],
    [["--entry", "99"], "It has no entry 99"],
    [["--since", "19"], "cannot begin with 19"],
    [["--since", "-1"], "--entry PLACE, or --since SIZE"],
    [["--since", "1", "--entry", "1"], "--entry PLACE, or --since SIZE"],
    [[], "--entry PLACE, or --since SIZE"],
  ])("is refused where there is none: %j", async (asked, words) => {
    expect((await proofOf(...asked)).replace(/\s+/g, " ")).toContain(words);
  });
});

describe("what stands beside entries of people", () => {
  const clear = '{"actorName":"Mara Haddad","address":"198.51.100.7"}';
  const salt = Buffer.alloc(32, 7);
  const hashed = Buffer.from(commitment(salt, clear, sha256, utf8)).toString("hex");
  const entry = canonicalJson({
    ...{ action: "person.signed-in", actor: "worker", at: "2026-11-22T20:00:00.000Z", details: {} },
    ...{ id: "00000000-0000-4000-8000-000000000001", personal: { actor: hashed } },
  });
  const line = (said: readonly { part: string; salt: Buffer; clear: string }[]) =>
    printExportLine({ index: 0, leafHash: leafHash(utf8(entry), sha256), entry: utf8(entry), said });
  const notes = sign(checkpointText(ORIGIN, [entry], 1));
  const whole = line([{ part: "actor", salt, clear }]);

  it("is held against what the entry commits to", async () => {
    const { code, output } = await verify(whole, notes);
    expect([code, output.includes("not in this export")]).toEqual([0, false]);
  });

  it("may have been erased, or written anew by another program", async () => {
    const erased = await verify(line([]), notes);
    expect([erased.code, erased.output]).toEqual([0, expect.stringContaining("1 part of entries that tell")]);
    const { said, ...rest } = JSON.parse(whole);
    expect(await verify(`${JSON.stringify({ said, ...rest })}\n`, notes)).toMatchObject({ code: 0 });
  });

  it.each([
    ["another name", whole.replace("Mara Haddad", "Casey Lindqvist")],
    ["another salt", whole.replace("0707", "0708")],
    ["another part", whole.replace('"said":{"actor"', '"said":{"words"')],
    [
      "a part more",
      line([
        { part: "actor", salt, clear },
        { part: "words", salt, clear },
      ]),
    ],
    ["something else", whole.replace(/"said":.*\}\}\}/, '"said":{"actor":1}}')],
    ["nothing that is JSON", whole.replace(/"said":.*\}\}\}/, '"said":{"actor":}}')],
  ])("that is %s is found out, with its place", async (_, text) => {
    expect(text).not.toBe(whole);
    const { code, output } = await verify(text, notes);
    expect([code, output]).toEqual([1, expect.stringContaining("What stands beside entry 0 in the clear")]);
  });
});
