import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type AuditContent, leafBytes, leafHash } from "./leaf.ts";
import { describeLogFault, type LogRow, verifySequence } from "./verify-sequence.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const utf8 = (text: string) => new TextEncoder().encode(text);
const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

const json = fc.jsonValue({ noUnicodeString: false });

describe("canonical JSON", () => {
  it("says the same as the value, and says it again the same", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: lawCases() },
    );
  });

  it("does not depend on the order in which members were written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (record) => {
        const backwards = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(backwards)).toBe(canonicalJson(record));
      }),
      { numRuns: lawCases() },
    );
  });
});

const row = (index: number): LogRow => {
  const content: AuditContent = {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    at: "2026-11-22T18:00:00.000Z",
    actor: "worker",
    action: "grant.ended",
    details: { number: index },
  };
  const canonical = leafBytes(content, utf8);
  const hash = leafHash(canonical, sha256);
  const { details: _, ...said } = content;
  const columns = { stackId: null, groupId: null, changeId: null, grantId: null, personId: null, ...said };
  return {
    index: BigInt(index),
    sequencedHash: hash,
    entry: { canonical, leafHash: hash, columns, beside: [] },
  };
};

const verify = (rows: readonly LogRow[]) => verifySequence(rows, 0n, sha256, parse);

describe("verifying a stretch of the log", () => {
  const rows = Array.from({ length: 8 }, (_, index) => row(index));
  const at = fc.integer({ min: 0, max: 6 });

  it("finds nothing in what was written, in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 8 }), (shuffled) => {
        expect(verify(shuffled)).toEqual([]);
      }),
    );
  });

  it("finds any single changed bit of a leaf, and where", () => {
    fc.assert(
      fc.property(at, fc.nat(), fc.integer({ min: 0, max: 7 }), (index, position, bit) => {
        const changed = rows.map((each) => {
          if (each.index !== BigInt(index) || each.entry === null) return each;
          const canonical = each.entry.canonical.slice();
          const place = position % canonical.length;
          canonical[place] = (canonical[place] ?? 0) ^ (1 << bit);
          return { ...each, entry: { ...each.entry, canonical } };
        });
        expect(verify(changed)).toEqual([{ fault: "leaf-altered", index: BigInt(index) }]);
      }),
      { numRuns: lawCases() },
    );
  });

  it("finds a dropped entry before the last, a doubled place, an exchanged leaf, a missing entry", () => {
    const drop = rows.filter((each) => each.index !== 3n && each.index !== 4n);
    expect(verify(drop)).toEqual([{ fault: "gap", from: 3n, to: 4n }]);
    expect(verify([...rows, row(5)])).toEqual([{ fault: "place-twice", index: 5n }]);
    const exchanged = rows.map((each) => (each.index === 2n ? { ...each, entry: row(6).entry } : each));
    expect(verify(exchanged)).toEqual([{ fault: "leaf-altered", index: 2n }]);
    const missing = rows.map((each) => (each.index === 2n ? { ...each, entry: null } : each));
    expect(verify(missing).map(describeLogFault)).toEqual(["Place 2 points to an entry that is not there."]);
  });

  it("finds a column that no longer says what the entry says", () => {
    const changed = rows.map((each) =>
      each.index === 1n && each.entry !== null
        ? { ...each, entry: { ...each.entry, columns: { ...each.entry.columns, actor: "person:x" } } }
        : each,
    );
    expect(verify(changed)).toEqual([{ fault: "column-altered", index: 1n, column: "actor" }]);
  });

  it("does not see that the end was cut off", () => {
    expect(verify(rows.slice(0, 5))).toEqual([]);
  });
});

it("an empty leaf hashes as RFC 6962 says: SHA-256 of one zero byte", () => {
  expect(Buffer.from(leafHash(new Uint8Array(), sha256)).toString("hex")).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
});
