/**
 * The same verdict as `verifyLog`, and fast where there is nothing to be seen, which is nearly always: then no entry
 * needs to be known again anywhere, and all nodes of the tree are hashed many at a time.
 */
import type { Sha256 } from "../leaf.ts";
import { HASH_BYTES, sameHash } from "../tree/node-hash.ts";
import { type HashPairs, treeInBatches } from "../tree/tree-in-batches.ts";
import type { TreeHead } from "../tree/verify-proof.ts";
import { type ExportedLeaves, listLeaves } from "./exported-leaves.ts";
import { type LogVerdict, verifyLog } from "./verify-log.ts";

/** Leaves are given to the tree so many at a time. */
const BATCH = 4096;

/** Whether all heads, which rise by size, are of these leaves. */
function allFit(
  { hashes, count }: ExportedLeaves,
  heads: readonly TreeHead[],
  sha256: Sha256,
  hashPairs: HashPairs,
): boolean {
  const tree = treeInBatches(sha256, hashPairs);
  for (const head of heads) {
    if (head.size > count) return false;
    while (tree.size() < head.size) {
      const [from, to] = [tree.size(), Math.min(head.size, tree.size() + BATCH)];
      tree.add(hashes.subarray(from * HASH_BYTES, to * HASH_BYTES));
    }
    if (!sameHash(tree.root(), head.root)) return false;
  }
  return true;
}

/** Whether an entry from `size` on may be a copy of another, by how their hashes begin. */
function mayRepeat({ hashes, count }: ExportedLeaves, size: number): boolean {
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.length);
  const beginningOf = (line: number): number => view.getUint32(line * HASH_BYTES);
  const later = new Set<number>();
  for (let line = size; line < count; line += 1) later.add(beginningOf(line));
  if (later.size < count - size) return true;
  for (let line = 0; line < size && later.size > 0; line += 1) {
    if (later.has(beginningOf(line))) return true;
  }
  return false;
}

/** As `verifyLog`. `hashPairs` hashes nodes of the tree as `sha256` does. */
export function verifyExport(
  leaves: ExportedLeaves,
  heads: readonly TreeHead[],
  earlier: readonly Uint8Array[] | null,
  sha256: Sha256,
  hashPairs: HashPairs,
): LogVerdict {
  const rising = heads.toSorted((a, b) => a.size - b.size);
  const proven = rising.at(-1)?.size ?? 0;
  const isInOrder = leaves.odd.size === 0 && allFit(leaves, rising, sha256, hashPairs);
  if (isInOrder && !mayRepeat(leaves, proven)) return { findings: [], proven, entries: leaves.count };
  return verifyLog(listLeaves(leaves), heads, earlier, sha256);
}
