import { joinSubtrees } from "#lib/core/audit/tree/node-hash.ts";
import type { Transaction } from "../../ports.ts";
import { sha256 } from "../leaf-functions.ts";
import { KEPT_EVERY, keptHashes, placesGiven } from "./kept-hashes.ts";

/** How many nodes of one kept level come to one of the next. */
const WIDTH = 2 ** KEPT_EVERY;

/**
 * Adds to the tree what the places given since have completed: of every kept level the nodes whose leaves are all there.
 * Whoever calls it holds the sequencer's lock.
 */
export async function integrateTree(transaction: Transaction): Promise<void> {
  let below = await placesGiven(transaction);
  for (let level = KEPT_EVERY; below >= WIDTH; level += KEPT_EVERY) {
    const complete = Math.floor(below / WIDTH);
    const newest = await transaction.auditSubtree.findFirst({
      where: { level },
      orderBy: { index: "desc" },
      select: { index: true },
    });
    for (let index = newest === null ? 0 : Number(newest.index) + 1; index < complete; index += 1) {
      const children = await keptHashes(transaction, level - KEPT_EVERY, index * WIDTH, WIDTH);
      await transaction.auditSubtree.create({
        data: { level, index, hash: Uint8Array.from(wholeHash(children)) },
        select: { level: true },
      });
    }
    below = complete;
  }
}

/** The root over a whole number of equal subtrees, a power of two of them. */
export function wholeHash(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const pairs: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2) pairs.push(joinSubtrees(row.slice(at, at + 2), sha256));
    row = pairs;
  }
  const [root] = row;
  if (root === undefined) throw new RangeError("Nothing has no hash.");
  return root;
}
