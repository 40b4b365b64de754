import type { Sha256 } from "../leaf.ts";
import { emptyRoot, joinSubtrees, nodeHash } from "./node-hash.ts";

/** A tree that leaves are added to, and that keeps no more than one hash for each power of two in its size. */
export interface GrowingTree {
  readonly size: () => number;
  readonly add: (leafHash: Uint8Array) => void;
  readonly root: () => Uint8Array;
}

/** `hashes`: those of the whole subtrees, largest first, of a tree of `size` leaves that is grown further. */
export function growingTree(
  sha256: Sha256,
  from: { readonly size: number; readonly hashes: readonly Uint8Array[] } = { size: 0, hashes: [] },
): GrowingTree {
  const hashes = [...from.hashes];
  let size = from.size;
  return {
    size: () => size,
    add: (leafHash) => {
      let hash = leafHash;
      for (let left = size; left % 2 === 1; left = (left - 1) / 2) {
        const sibling = hashes.pop();
        if (sibling === undefined) throw new RangeError("The tree has fewer hashes than its size says.");
        hash = nodeHash(sibling, hash, sha256);
      }
      hashes.push(hash);
      size += 1;
    },
    root: () => (size === 0 ? emptyRoot(sha256) : joinSubtrees(hashes, sha256)),
  };
}

/** The root over some leaves: what RFC 6962 calls MTH. */
export function treeRoot(leafHashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const tree = growingTree(sha256);
  for (const hash of leafHashes) tree.add(hash);
  return tree.root();
}
