import { hash as hashed } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { leafHash } from "../leaf.ts";
import { treeRoot } from "../tree/growing-tree.ts";
import { nodeHash, sameHash } from "../tree/node-hash.ts";
import { collectLeaves, type ExportedLeaf } from "./exported-leaves.ts";
import { describeTampering, type LogTampering } from "./log-finding.ts";
import { verifyExport } from "./verify-export.ts";
import { verifyLog } from "./verify-log.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const sha256 = (bytes: Uint8Array) => new Uint8Array(hashed("sha256", bytes, "buffer"));
const hashOf = (text: string) => leafHash(Buffer.from(text), sha256);
const SIZE = 24;
const LOG = Array.from({ length: SIZE }, (_, index) => hashOf(`entry ${index}`));
const leaf = (hash: Uint8Array, index: number, noted = hash): ExportedLeaf => ({ index, noted, hash });
const EXPORT = LOG.map((hash, index) => leaf(hash, index));
const head = (size: number, log = LOG) => ({ size, root: treeRoot(log.slice(0, size), sha256) });
const HEADS = [8, 16, 24].map((size) => head(size));

/** As somebody would who writes all numbers anew, so that the export looks whole. */
const renumbered = (leaves: readonly ExportedLeaf[]) => leaves.map((each, index) => ({ ...each, index }));
const without = (place: number) => EXPORT.filter(({ index }) => index !== place);
const withStranger = (line: number) => EXPORT.toSpliced(line, 0, leaf(hashOf("stranger"), line));
const moved = (from: number, to: number) => without(from).toSpliced(to, 0, ...EXPORT.slice(from, from + 1));
const edited = (place: number, alsoNoted: boolean) =>
  EXPORT.map((each) =>
    each.index === place ? leaf(hashOf("edited"), place, alsoNoted ? hashOf("edited") : each.noted) : each,
  );

const hashPairs = (pairs: Uint8Array): Uint8Array =>
  Buffer.concat(
    Array.from({ length: pairs.length / 64 }, (_, at) =>
      nodeHash(pairs.subarray(at * 64, at * 64 + 32), pairs.subarray(at * 64 + 32, at * 64 + 64), sha256),
    ),
  );

/** The verdict, which is the same where the entries were collected and looked at in the fast way. */
function judge(leaves: readonly ExportedLeaf[], heads = HEADS, earlier: readonly Uint8Array[] | null = null) {
  const verdict = verifyLog(leaves, heads, earlier, sha256);
  const collected = collectLeaves();
  for (const [line, { index, noted, hash }] of leaves.entries()) {
    if (index === line && sameHash(noted, hash)) collected.add(hash, 0);
    else collected.addOdd({ index, noted, hash });
  }
  expect(verifyExport(collected.leaves(), heads, earlier, sha256, hashPairs)).toEqual(verdict);
  return verdict;
}
const verify = (leaves: readonly ExportedLeaf[], earlier: readonly Uint8Array[] | null, heads = HEADS) =>
  judge(leaves, heads, earlier).findings;
const span = (at: number): LogTampering => ({
  kind: "altered",
  from: Math.floor(at / 8) * 8,
  to: Math.floor(at / 8) * 8 + 7,
});

describe("an export that nobody touched", () => {
  it("is what was signed, with more entries after it or without, and with any checkpoints of it", () => {
    fc.assert(
      fc.property(fc.subarray(HEADS), fc.nat(SIZE), fc.boolean(), (heads, cut, isKnown) => {
        const newest = heads.at(-1)?.size ?? 0;
        const leaves = EXPORT.slice(0, Math.max(cut, newest));
        const verdict = judge(leaves, heads, isKnown ? LOG : null);
        expect(verdict).toEqual({ findings: [], proven: newest, entries: leaves.length });
      }),
      { numRuns: lawCases() },
    );
  });
});

describe("with an export from before, every tampering is named, and its place", () => {
  const law = (name: string, make: (at: number) => [readonly ExportedLeaf[], LogTampering]) =>
    it(name, () => {
      for (let at = 0; at < SIZE - 1; at += 1) {
        const [leaves, finding] = make(at);
        expect(verify(renumbered(leaves), LOG)).toEqual([finding]);
      }
    });

  law("edited, with its hash", (at) => [edited(at, true), { kind: "edited", place: at }]);
  law("dropped", (at) => [without(at), { kind: "dropped", place: at }]);
  law("inserted", (at) => [withStranger(at), { kind: "inserted", line: at }]);
  law("written twice", (at) => [[...EXPORT, ...EXPORT.slice(at, at + 1)], { kind: "inserted", line: SIZE }]);
  law("moved", (at) => {
    const to = at < SIZE / 2 ? SIZE - 1 : 0;
    return [moved(at, to), { kind: "reordered", place: at, line: to }];
  });
  law("cut off", (at) => [EXPORT.slice(0, at), { kind: "truncated", from: at, size: SIZE }]);
});

describe("with leaf hashes that are as they were signed, the entry is named", () => {
  it.each([0, 7, 8, 23])("edited: %i", (at) => {
    expect(verify(edited(at, false), null)).toEqual([{ kind: "edited", place: at }]);
  });

  it("moved, its bytes alone or the whole line", () => {
    const [one, other] = [EXPORT[3], EXPORT[4]];
    if (one === undefined || other === undefined) throw new Error("The log is too short.");
    const exchanged = EXPORT.with(3, { ...one, hash: other.hash }).with(4, { ...other, hash: one.hash });
    expect(verify(exchanged, null)).toMatchObject([{ kind: "reordered" }]);
    expect(verify(moved(3, 20), null)).toEqual([{ kind: "reordered", place: 3, line: 20 }]);
  });
});

describe("with checkpoints alone, the span is named", () => {
  it("whatever was done together with all hashes", () => {
    for (let at = 0; at < SIZE - 1; at += 1) {
      for (const made of [edited(at, true), withStranger(at), moved(at, SIZE - 1)]) {
        expect(verify(renumbered(made), null)).toContainEqual(span(at));
      }
    }
  });

  it("the end that was cut off, and a gap that was left", () => {
    expect(verify(EXPORT.slice(0, 20), null)).toEqual([{ kind: "truncated", from: 20, size: SIZE }]);
    expect(verify(EXPORT.slice(0, 20), null, [head(8), head(16)])).toEqual([]);
    expect(verify(without(5), null)).toContainEqual({ kind: "dropped", place: 5 });
    expect(verify(EXPORT.with(5, leaf(hashOf("x"), 4)), null)).toContainEqual({ kind: "inserted", line: 5 });
  });

  it("a log that was forked", () => {
    const other = LOG.with(3, hashOf("another"));
    expect(verify(EXPORT, null, [...HEADS, head(16, other)])).toContainEqual({
      kind: "forked",
      earlier: 16,
      later: 16,
    });
    const rewritten = other.map((hash, index) => leaf(hash, index));
    expect(verify(rewritten, null, [head(8), head(24, other)])).toContainEqual({
      kind: "forked",
      earlier: 8,
      later: 24,
    });
  });
});

it("never takes a log that was altered for the one that was signed, whatever was done to it", () => {
  const shuffled = fc.shuffledSubarray(EXPORT, { minLength: SIZE - 3 });
  fc.assert(
    fc.property(shuffled, fc.boolean(), fc.boolean(), (leaves, isKnown, isRenumbered) => {
      const made = isRenumbered ? renumbered(leaves) : leaves;
      const isSame =
        made.length === SIZE && made.every(({ index, hash }, at) => index === at && hash === LOG[at]);
      const findings = verify(made, isKnown ? LOG : null);
      expect(findings.length > 0).toBe(!isSame);
      for (const finding of findings) expect(describeTampering(finding)).toMatch(/\.$|\)\.$/);
    }),
    { numRuns: lawCases() },
  );
});
