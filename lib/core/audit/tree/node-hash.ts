/** Hashes of an RFC 6962 tree above its leaves (section 2.1). */
import type { Sha256 } from "../leaf.ts";

export const HASH_BYTES = 32;
/** Written anew for every node: a log has as many nodes as entries. */
const both = Uint8Array.of(1, ...new Uint8Array(2 * HASH_BYTES));

/** SHA-256(0x01 || left || right). The prefix keeps a node from ever being taken for a leaf. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  both.set(left, 1);
  both.set(right, 1 + HASH_BYTES);
  return sha256(both);
}

/** The root of a log without entries: SHA-256 of nothing. */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array());

/** The hash over whole subtrees that stand beside each other, largest first; there is at least one. */
export function joinSubtrees(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const joined = hashes.reduceRight<Uint8Array | null>(
    (right, left) => (right === null ? left : nodeHash(left, right, sha256)),
    null,
  );
  if (joined === null) throw new RangeError("Nothing has no hash.");
  return joined;
}

export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
