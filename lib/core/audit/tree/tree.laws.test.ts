import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { leafHash } from "../leaf.ts";
import { growingTree, treeRoot } from "./growing-tree.ts";
import { joinSubtrees, nodeHash } from "./node-hash.ts";
import { consistencyRanges, inclusionRanges } from "./proof-ranges.ts";
import { type LeafRange, wholeSubtrees } from "./ranges.ts";
import { treeInBatches } from "./tree-in-batches.ts";
import { provesConsistency, rootOfInclusion } from "./verify-proof.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const hex = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString("hex");

/** RFC 6962, 2.1, word for word: the naive oracle. */
function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return Buffer.from(only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const sides = [Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return createHash("sha256").update(Buffer.concat(sides)).digest();
}

const MOST = 70;
const leaves = Array.from({ length: MOST }, (_, at) => leafHash(Buffer.from(`entry ${at}`), sha256));
const known = new Map<string, Buffer>();
const rangeRoot = ({ start, end }: LeafRange): Buffer => {
  const root = known.get(`${start} ${end}`) ?? naiveRoot(leaves.slice(start, end));
  known.set(`${start} ${end}`, root);
  return root;
};
const head = (size: number) => ({ size, root: rangeRoot({ start: 0, end: size }) });
const size = fc.integer({ min: 1, max: MOST });
const sizeAndPlace = size.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n - 1 })));
const sizeAndEarlier = size.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n })));
const inclusion = (n: number, at: number) => inclusionRanges(at, n).map(rangeRoot);
const consistency = (n: number, earlier: number) => consistencyRanges(earlier, n).map(rangeRoot);

/** A leaf, a tree size or a proof with one bit of one hash turned, one hash fewer, or one more. */
const damage = (proof: readonly Uint8Array[], how: number, place: number): readonly Uint8Array[] => {
  const copy = proof.map((hash) => Uint8Array.from(hash));
  const at = copy.length === 0 ? 0 : place % copy.length;
  const hash = copy[at];
  if (how === 0 || hash === undefined) return [...copy, new Uint8Array(32)];
  if (how === 1) return copy.filter((_, index) => index !== at);
  hash[place % 32] = (hash[place % 32] ?? 0) ^ (1 << (place % 8));
  return copy;
};

const hashPairs = (pairs: Uint8Array): Uint8Array =>
  Buffer.concat(
    Array.from({ length: pairs.length / 64 }, (_, at) =>
      nodeHash(pairs.subarray(at * 64, at * 64 + 32), pairs.subarray(at * 64 + 32, at * 64 + 64), sha256),
    ),
  );

describe("the tree", () => {
  it("has the same root, however many leaves come at a time", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(17), { maxLength: 6 }), (counts) => {
        const tree = treeInBatches(sha256, hashPairs);
        for (const count of counts) {
          const next = leaves.slice(tree.size(), tree.size() + count);
          tree.add(Buffer.concat(next));
          expect(hex(tree.root())).toBe(hex(head(tree.size()).root));
        }
      }),
      { numRuns: lawCases() },
    );
  });

  it("has the root that RFC 6962 defines, for every size, grown whole or from any beginning", () => {
    for (let n = 0; n <= MOST; n += 1) {
      expect(hex(treeRoot(leaves.slice(0, n), sha256))).toBe(hex(head(n).root));
      const hashes = wholeSubtrees({ start: 0, end: n }).map(({ level, index }) =>
        rangeRoot({ start: index * 2 ** level, end: (index + 1) * 2 ** level }),
      );
      const tree = growingTree(sha256, { size: n, hashes });
      for (const leaf of leaves.slice(n)) tree.add(leaf);
      expect([tree.size(), hex(tree.root())]).toEqual([MOST, hex(head(MOST).root)]);
    }
  });

  it("cuts every range of every proof into whole subtrees that come to its hash", () => {
    const ranges = new Map<string, LeafRange>();
    for (let n = 1; n <= MOST; n += 1) {
      for (let at = 0; at < n; at += 1) {
        for (const range of [...inclusionRanges(at, n), ...consistencyRanges(at, n)]) {
          ranges.set(`${range.start} ${range.end}`, range);
        }
      }
    }
    for (const range of ranges.values()) {
      const parts = wholeSubtrees(range).map(({ level, index }) =>
        rangeRoot({ start: index * 2 ** level, end: (index + 1) * 2 ** level }),
      );
      expect(hex(joinSubtrees(parts, sha256))).toBe(hex(rangeRoot(range)));
    }
  });
});

describe("a proof of inclusion", () => {
  it("leads from every entry of every log to its root", () => {
    fc.assert(
      fc.property(sizeAndPlace, ([n, at]) => {
        const leaf = leaves[at] ?? new Uint8Array();
        expect(hex(rootOfInclusion(leaf, at, n, inclusion(n, at), sha256))).toBe(hex(head(n).root));
      }),
      { numRuns: lawCases() },
    );
  });

  it("leads nowhere else: not for another entry, another place, nor with a path that was touched", () => {
    fc.assert(
      fc.property(sizeAndPlace, fc.nat(MOST - 1), fc.nat(2), fc.nat(), ([n, at], other, how, place) => {
        const [path, root] = [inclusion(n, at), hex(head(n).root)];
        const leaf = leaves[at] ?? new Uint8Array();
        if (other !== at) {
          expect(hex(rootOfInclusion(leaves[other] ?? leaf, at, n, path, sha256))).not.toBe(root);
          expect(hex(rootOfInclusion(leaf, other, n, path, sha256))).not.toBe(root);
        }
        expect(hex(rootOfInclusion(leaf, at, n, damage(path, how, place), sha256))).not.toBe(root);
      }),
      { numRuns: lawCases() },
    );
  });
});

describe("a proof of consistency", () => {
  it("shows for every two sizes that the later log begins with the earlier one", () => {
    fc.assert(
      fc.property(sizeAndEarlier, ([n, earlier]) => {
        expect(provesConsistency(head(earlier), head(n), consistency(n, earlier), sha256)).toBe(true);
      }),
      { numRuns: lawCases() },
    );
  });

  it("shows nothing of a log that was changed before, nor when it was touched itself", () => {
    fc.assert(
      fc.property(sizeAndEarlier, fc.nat(MOST - 1), fc.nat(2), fc.nat(), ([n, earlier], at, how, place) => {
        const proof = consistency(n, earlier);
        expect(provesConsistency(head(earlier), head(n), damage(proof, how, place), sha256)).toBe(false);
        const other = leaves.map((leaf, index) => (index === at % n ? sha256(leaf) : leaf));
        const forked = { size: n, root: naiveRoot(other.slice(0, n)) };
        if (at % n < earlier) {
          const forkedProof = consistencyRanges(earlier, n).map(({ start, end }) =>
            naiveRoot(other.slice(start, end)),
          );
          expect(provesConsistency(head(earlier), forked, forkedProof, sha256)).toBe(false);
        }
        expect(provesConsistency(head(n), head(earlier), proof, sha256)).toBe(n === earlier);
      }),
      { numRuns: lawCases() },
    );
  });
});

describe("the values that every implementation of RFC 6962 is tried on", () => {
  const inputs = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const inputLeaves = inputs.map((input) => leafHash(Buffer.from(input, "hex"), sha256));

  it.each(
    [
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ].map((root, n) => [n, root] as const),
  )("a log of %i has the root %s", (n, root) => {
    expect(hex(treeRoot(inputLeaves.slice(0, n), sha256))).toBe(root);
  });
});

describe("the example of RFC 6962, 2.1.3: a log of seven", () => {
  it.each([
    [0, "1-2 2-4 4-7"],
    [3, "2-3 0-2 4-7"],
    [4, "5-6 6-7 0-4"],
    [6, "4-6 0-4"],
  ])("the audit path of %i is %s", (index, path) => {
    const ranges = inclusionRanges(index, 7).map(({ start, end }) => `${start}-${end}`);
    expect(ranges.join(" ")).toBe(path);
  });

  it.each([
    [3, "2-3 3-4 0-2 4-7"],
    [4, "4-7"],
    [6, "4-6 6-7 0-4"],
  ])("the proof that it begins with the first %i is %s", (earlier, proof) => {
    const ranges = consistencyRanges(earlier, 7).map(({ start, end }) => `${start}-${end}`);
    expect(ranges.join(" ")).toBe(proof);
  });
});
