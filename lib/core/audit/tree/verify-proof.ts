/** Whether a proof shows what it is for. It comes from outside: anything that is not exactly a proof is none. */
import type { Sha256 } from "../leaf.ts";
import { emptyRoot, nodeHash, sameHash } from "./node-hash.ts";
import { leftSize } from "./ranges.ts";

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

/** The root that the path leads to; null where it has not the length that the place has in a tree of that size. */
export function rootOfInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array | null {
  if (!isSize(index) || !isSize(size) || index >= size) return null;
  const sides: ("left" | "right")[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftSize(end - start);
    if (index < middle) {
      sides.push("right");
      end = middle;
    } else {
      sides.push("left");
      start = middle;
    }
  }
  if (sides.length !== path.length) return null;
  return sides.reduceRight((hash, side, at) => {
    const other = path[path.length - 1 - at] ?? hash;
    return side === "left" ? nodeHash(other, hash, sha256) : nodeHash(hash, other, sha256);
  }, leafHash);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the log of `later` begins with the whole log of `earlier`, by the hashes of a consistency proof. */
export function provesConsistency(
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (!isSize(earlier.size) || !isSize(later.size) || earlier.size > later.size) return false;
  if (earlier.size === 0) return proof.length === 0 && sameHash(earlier.root, emptyRoot(sha256));
  if (earlier.size === later.size) return proof.length === 0 && sameHash(earlier.root, later.root);
  const left = [...proof];
  /** Roots of the earlier and of the later tree, of the part of it that begins at `start`. */
  const roots = (start: number, end: number): readonly [Uint8Array, Uint8Array] | null => {
    if (end === earlier.size) {
      const hash = start === 0 ? earlier.root : left.shift();
      return hash === undefined ? null : [hash, hash];
    }
    const middle = start + leftSize(end - start);
    const inner = earlier.size <= middle ? roots(start, middle) : roots(middle, end);
    const other = left.shift();
    if (inner === null || other === undefined) return null;
    const [before, after] = inner;
    return earlier.size <= middle
      ? [before, nodeHash(after, other, sha256)]
      : [nodeHash(other, before, sha256), nodeHash(other, after, sha256)];
  };
  const found = roots(0, later.size);
  return (
    found !== null && left.length === 0 && sameHash(found[0], earlier.root) && sameHash(found[1], later.root)
  );
}
