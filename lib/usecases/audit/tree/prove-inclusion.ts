import { inclusionRanges } from "#lib/core/audit/tree/proof-ranges.ts";
import type { StoredTree } from "./stored-tree.ts";

/** The hashes from the sibling of the leaf at `index` up to the root of the first `size` entries. */
export async function proveInclusion(
  tree: StoredTree,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  const path: Uint8Array[] = [];
  for (const range of inclusionRanges(index, size)) path.push(await tree.hashOf(range));
  return path;
}
