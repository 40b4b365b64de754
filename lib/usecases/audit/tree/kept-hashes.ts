/** What the database keeps of the tree: its leaves, and the nodes of every eighth level above them. */
import type { Transaction } from "../../ports.ts";

export const KEPT_EVERY = 8;

/** How many entries have their place: the size of the tree. */
export async function placesGiven(transaction: Transaction): Promise<number> {
  const last = await transaction.auditIndex.findFirst({
    orderBy: { index: "desc" },
    select: { index: true },
  });
  return last === null ? 0 : Number(last.index) + 1;
}

const HASH_BYTES = 32;

/** `count` hashes of a kept level (0 are the leaves), from the `first` on. Throws where one is missing. */
export async function keptHashes(
  transaction: Transaction,
  level: number,
  first: number,
  count: number,
): Promise<readonly Uint8Array[]> {
  const end = first + count;
  // As one value: hundreds of rows take longer to arrive than to hash.
  const [row] =
    level === 0
      ? await transaction.$queryRaw<{ hashes: Uint8Array | null }[]>`
          SELECT string_agg(leaf_hash, ''::bytea ORDER BY index) AS hashes
            FROM audit_index WHERE index >= ${first}::bigint AND index < ${end}::bigint`
      : await transaction.$queryRaw<{ hashes: Uint8Array | null }[]>`
          SELECT string_agg(hash, ''::bytea ORDER BY index) AS hashes
            FROM audit_subtree WHERE level = ${level} AND index >= ${first}::bigint AND index < ${end}::bigint`;
  const hashes = row?.hashes ?? new Uint8Array();
  const found = hashes.length / HASH_BYTES;
  if (found !== count) {
    throw new BrokenTree(
      `Of the log's tree, ${count - Math.floor(found)} hashes of level ${level} are missing.`,
    );
  }
  return Array.from({ length: count }, (_, at) => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** Somebody removed rows of the tree, or it was never finished: nothing can be proven from it. */
export class BrokenTree extends Error {
  override readonly name = "BrokenTree";
}
