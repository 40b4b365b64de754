import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { commitment } from "#lib/core/audit/personal.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { printExportLine, readExportLine } from "#lib/formats/log/export-line.ts";
import { openLine } from "#lib/formats/log/open-line.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";
import { hashedLines } from "./hashed-lines.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const PARTS = ["about", "actor", "words"] as const;
const CLEAR = [
  '{"peer":"203.0.113.7/32"}',
  '{"actorName":"Zoë","address":"198.51.100.7"}',
  '{"comment":"it said },\\"words\\":{\\"salt\\":\\"","effect":[1,{"a":{}}]}',
];

/** A line as it is exported: beside it all the parts that its entry commits to, or not all of them. */
function lineOf(index: number, parts: number, shown: number, onStack: boolean): string {
  const said = PARTS.flatMap((part, at) => {
    const clear = CLEAR[at];
    return (parts >> at) % 2 === 1 && clear !== undefined
      ? [{ part, clear, salt: new Uint8Array(32).fill(index * 16 + at + 1) }]
      : [];
  });
  const personal = said.map(({ part, salt, clear }) => [part, hexOf(commitment(salt, clear, sha256, utf8))]);
  const entry = utf8(
    canonicalJson({
      ...{ action: "change.asked", actor: "worker", details: { number: index, list: [{}] } },
      ...(said.length > 0 ? { personal: Object.fromEntries(personal) } : {}),
      ...(onStack ? { stackId: "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e" } : {}),
    }),
  );
  const beside = said.filter((_, at) => (shown >> at) % 2 === 1);
  return printExportLine({ index, leafHash: leafHash(entry, sha256), entry, said: beside });
}

let lines: (string | Buffer)[] = [];
let count = 0;
const take = hashedLines({
  place: () => count,
  wanted: null,
  leaf: (hashes, at) => {
    lines.push(hexOf(hashes.subarray(at, at + 32)));
    count += 1;
  },
  line: (line) => {
    if (line.length > 0) lines.push(Buffer.from(line));
    if (line.length > 1) count += 1;
  },
});

/** What is taken of a text that comes in parts of some size: hashes that need no second look, and other lines. */
function taken(bytes: Buffer, size: number): readonly (string | Buffer)[] {
  [lines, count] = [[], 0];
  for (let from = 0; from < bytes.length; from += size) take(bytes.subarray(from, from + size));
  take(Buffer.of(0x0a));
  return lines;
}

/** What the line is worth, looked at by itself: the hash of its leaf where nothing at all is amiss. */
function worth(line: Buffer, place: number): string | null {
  const read = readExportLine(Buffer.from(line));
  if (read === null || read.index !== place) return null;
  const hash = hexOf(leafHash(read.entry, sha256));
  const opened = openLine(read.entry, read.said, sha256, (bytes) => hexOf(sha256(bytes)));
  return hash === read.leafHash && opened.forged.length === 0 && opened.withheld === 0 ? hash : null;
}

it("lines as they are exported need no second look, and only what is withheld does", () => {
  for (const onStack of [false, true]) {
    for (let parts = 0; parts < 8; parts += 1) {
      for (let shown = 0; shown < 8; shown += 1) {
        const line = lineOf(0, parts, shown, onStack);
        const isWhole = line === lineOf(0, parts, 7, onStack);
        const bytes = Buffer.from(line);
        expect(taken(bytes, 100)[0]).toEqual(
          isWhole ? worth(bytes.subarray(0, -1), 0) : bytes.subarray(0, -1),
        );
      }
    }
  }
});

it("whatever becomes of a byte, nothing is let pass that would not pass alone", () => {
  const line = fc.tuple(fc.nat(7), fc.constantFrom(7, 7, 7, 5, 0), fc.boolean());
  const change = fc.record({ at: fc.nat(), byte: fc.constantFrom(...Buffer.from('0f9az{}":, \n\\')) });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.array(change, { maxLength: 2 }),
      fc.integer({ min: 40, max: 3000 }),
      (lines, changes, size) => {
        const bytes = Buffer.from(lines.map((each, index) => lineOf(index, ...each)).join(""));
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        const alone = bytes
          .toString("latin1")
          .split("\n")
          .filter((each) => each.length > 0)
          .map((each) => Buffer.from(each, "latin1"));
        const found = taken(bytes, size);
        expect(found.length).toBe(alone.length);
        let place = 0;
        for (const [at, each] of found.entries()) {
          const own = alone[at] ?? Buffer.of();
          if (typeof each === "string") expect(each).toBe(worth(own, place));
          else expect(each.equals(own)).toBe(true);
          if (own.length > 1) place += 1;
        }
      },
    ),
    { numRuns: lawCases() },
  );
});

it("a line may be longer than there was room for", () => {
  const long = Buffer.from(`${"x".repeat(3_000_000)}\n${lineOf(1, 7, 7, true)}`);
  const [first, second] = taken(long, 256 * 1024);
  expect([first?.length, typeof second]).toEqual([3_000_000, "string"]);
});
