import { emptyRoot, joinSubtrees } from "#lib/core/audit/tree/node-hash.ts";
import { type LeafRange, type Subtree, wholeSubtrees } from "#lib/core/audit/tree/ranges.ts";
import type { Transaction } from "../../ports.ts";
import { sha256 } from "../leaf-functions.ts";
import { wholeHash } from "./integrate-tree.ts";
import { KEPT_EVERY, keptHashes } from "./kept-hashes.ts";

/** The log's tree as the database has it. Rows of it never change, so what was read once is not read again. */
export interface StoredTree {
  /** The hash over a range as proofs need it; throws `BrokenTree` where entries of it have no place. */
  readonly hashOf: (range: LeafRange) => Promise<Uint8Array>;
  readonly rootAt: (size: number) => Promise<Uint8Array>;
}

export function storedTree(transaction: Transaction): StoredTree {
  const known = new Map<string, Promise<Uint8Array>>();

  async function read({ level, index }: Subtree): Promise<Uint8Array> {
    const kept = level - (level % KEPT_EVERY);
    const count = 2 ** (level - kept);
    return wholeHash(await keptHashes(transaction, kept, index * count, count));
  }
  function subtreeHash(subtree: Subtree): Promise<Uint8Array> {
    const key = `${subtree.level} ${subtree.index}`;
    const hash = known.get(key) ?? read(subtree);
    known.set(key, hash);
    return hash;
  }
  async function hashOf(range: LeafRange): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (const subtree of wholeSubtrees(range)) hashes.push(await subtreeHash(subtree));
    return joinSubtrees(hashes, sha256);
  }
  return {
    hashOf,
    rootAt: async (size) => (size === 0 ? emptyRoot(sha256) : hashOf({ start: 0, end: size })),
  };
}
