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

/** `count` hashes of a kept level (0 are the leaves), from the `first` on. Throws where one is missing. */
export async function keptHashes(
  transaction: Transaction,
  level: number,
  first: number,
  count: number,
): Promise<readonly Uint8Array[]> {
  const index = { gte: first, lt: first + count };
  const hashes =
    level === 0
      ? (
          await transaction.auditIndex.findMany({
            where: { index },
            orderBy: { index: "asc" },
            select: { leafHash: true },
          })
        ).map(({ leafHash }) => leafHash)
      : (
          await transaction.auditSubtree.findMany({
            where: { level, index },
            orderBy: { index: "asc" },
            select: { hash: true },
          })
        ).map(({ hash }) => hash);
  if (hashes.length !== count) {
    throw new BrokenTree(`Of the log's tree, ${count - hashes.length} hashes of level ${level} are missing.`);
  }
  return hashes;
}

/** Somebody removed rows of the tree, or it was never finished: nothing can be proven from it. */
export class BrokenTree extends Error {
  override readonly name = "BrokenTree";
}
