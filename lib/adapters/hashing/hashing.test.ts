import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { manySha256 } from "./many-sha256.ts";
import { pairHasher } from "./pair-hasher.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const SIZE = 4096;

describe("many texts hashed at once", () => {
  const many = manySha256(SIZE, 700);
  for (let at = 0; at < SIZE; at += 1) many.bytes[at] = (at * 167) % 251;
  const texts = (lengths: readonly number[], start: (text: number) => number) => ({
    starts: Int32Array.from(lengths, (_, text) => start(text)),
    lengths: Int32Array.from(lengths),
    count: lengths.length,
  });
  const expected = ({ starts, lengths }: ReturnType<typeof texts>, text: number) =>
    hash("sha256", many.bytes.subarray(starts[text], (starts[text] ?? 0) + (lengths[text] ?? 0)), "hex");

  it("have the hashes that Node gives them, of every length up to some blocks", () => {
    const all = texts(
      Array.from({ length: 700 }, (_, length) => length),
      (text) => (text * 31) % 3000,
    );
    const hashes = many.hashAll(all);
    expect(hex(hashes)).toBe(Array.from({ length: 700 }, (_, text) => expected(all, text)).join(""));
  });

  it("however many they are, beside whatever others", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { maxLength: 12 }), fc.nat(3000), (lengths, start) => {
        const some = texts(lengths, (text) => (start + text * 7) % 3000);
        const hashes = many.hashAll(some);
        expect(hex(hashes)).toBe(lengths.map((_, text) => expected(some, text)).join(""));
      }),
      { numRuns: lawCases() },
    );
  });

  it("are compared with what stands written, to the last digit", () => {
    const one = texts([100], () => 7);
    many.hashAll(one);
    const right = expected(one, 0);
    const isAt = (text: string, at: number): boolean => {
      many.bytes.set(Buffer.from(text, "latin1"), at);
      return many.isAt(0, at);
    };
    expect(isAt(right, 2001)).toBe(true);
    for (let digit = 0; digit < 64; digit += 1) {
      for (const other of ["0", "f", "g", "\0", "\xff", right.charAt(digit).toUpperCase()]) {
        const text = right.slice(0, digit) + other + right.slice(digit + 1);
        expect(isAt(text, 2001)).toBe(text === right);
      }
    }
  });
});

it("pairs are hashed as the nodes of a tree, however many and wherever they stand", () => {
  const hashPairs = pairHasher();
  const bytes = Uint8Array.from({ length: 64 * 1100 + 3 }, (_, at) => (at * 89) % 241);
  for (const count of [0, 1, 2, 3, 4, 5, 1023, 1024, 1025, 1100]) {
    for (const from of [0, 3]) {
      const pairs = bytes.subarray(from, from + count * 64);
      const hashes = hashPairs(pairs);
      expect(hashes.length).toBe(count * 32);
      const one = (at: number) =>
        hash("sha256", Buffer.concat([Buffer.of(1), pairs.subarray(at * 64, at * 64 + 64)]), "hex");
      expect(hex(hashes)).toBe(Array.from({ length: count }, (_, at) => one(at)).join(""));
    }
  }
});
