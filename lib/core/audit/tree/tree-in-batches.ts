import type { Sha256 } from "../leaf.ts";
import { emptyRoot, HASH_BYTES, joinSubtrees } from "./node-hash.ts";

/** SHA-256(0x01 || pair) of every 64 bytes, 32 bytes each. */
export type HashPairs = (pairs: Uint8Array) => Uint8Array;

/** As a growing tree, of leaves that come many at a time, so that their nodes can be hashed many at a time. */
export interface TreeInBatches {
  readonly size: () => number;
  /** Leaf hashes one after the other, 32 bytes each. */
  readonly add: (leafHashes: Uint8Array) => void;
  readonly root: () => Uint8Array;
}

function joined(one: Uint8Array, others: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + others.length);
  both.set(one);
  both.set(others, one.length);
  return both;
}

export function treeInBatches(sha256: Sha256, hashPairs: HashPairs): TreeInBatches {
  /** Of each level the hash that waits for its sibling; empty where none does. */
  const waiting: Uint8Array[] = [];
  let size = 0;
  return {
    size: () => size,
    add: (leafHashes) => {
      size += leafHashes.length / HASH_BYTES;
      for (let [level, hashes] = [0, leafHashes]; hashes.length > 0; level += 1) {
        const all = joined(waiting[level] ?? new Uint8Array(), hashes);
        const paired = all.length - (all.length % (2 * HASH_BYTES));
        waiting[level] = all.subarray(paired);
        hashes = paired === 0 ? all.subarray(0, 0) : hashPairs(all.subarray(0, paired));
      }
    },
    root: () => {
      const whole = waiting.filter((hash) => hash.length > 0).reverse();
      return whole.length === 0 ? emptyRoot(sha256) : joinSubtrees(whole, sha256);
    },
  };
}
