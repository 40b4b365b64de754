/**
 * Two applications that share nothing but a store, one of them named and the other not, or named otherwise: without
 * the store they fall apart, each with an entrance of its own. Where nothing is named, one application with two
 * entrances is as likely, and nothing is cut.
 */
import { type Cluster, isEntrance, isStore } from "./cluster.ts";
import type { Part } from "./duty.ts";
import type { Link } from "./links.ts";
import { piecesOf } from "./neighbours.ts";
import type { Words } from "./words.ts";

/** Whether no group of one piece has the words of a group of another, though some group has words. */
const differ = (pieces: readonly (readonly string[])[], words: Words): boolean =>
  pieces.some((ids) => ids.some(words.speaks)) &&
  pieces.every((ids, at) =>
    pieces
      .slice(at + 1)
      .flat()
      .every((other) => ids.every((id) => words.affinity(id, other) !== "same")),
  );

export const splitAtStores = (
  cluster: Cluster,
  links: readonly Link[],
  parts: ReadonlyMap<string, Part>,
  words: Words,
): Cluster[] => {
  const all = [...cluster.own];
  for (const store of all.filter((id) => isStore(parts.get(id)))) {
    const pieces = piecesOf(
      all.filter((id) => id !== store),
      links,
    );
    if (pieces.length < 2 || !pieces.every((ids) => ids.some((id) => isEntrance(parts.get(id))))) continue;
    if (differ(pieces, words))
      return pieces.map((ids) => ({ own: new Set(ids), shared: new Set([...cluster.shared, store]) }));
  }
  return [cluster];
};
