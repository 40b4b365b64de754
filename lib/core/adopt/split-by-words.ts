/** Applications that rules connect and words tell apart. */
import { type Cluster, isEntrance, isStore } from "./cluster.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { Part } from "./duty.ts";
import type { Link } from "./links.ts";
import { type Neighbours, neighboursOf, reachedFrom } from "./neighbours.ts";
import type { Words } from "./words.ts";

type Parts = ReadonlyMap<string, Part>;

/** Groups whose words agree and that call each other, if only through groups without words: a word alone may be chance. */
const clustersByWords = (groupIds: readonly string[], neighbours: Neighbours, words: Words): string[][] => {
  const speaking = groupIds.filter(words.speaks);
  const sets = new DisjointSets(speaking);
  for (const id of speaking)
    for (const other of reachedFrom(id, neighbours, words.speaks))
      if (words.affinity(id, other) === "same") sets.join(id, other);
  return sets.sets();
};

const hasOwn = (cluster: Cluster, test: (part: Part | undefined) => boolean, parts: Parts): boolean =>
  [...cluster.own].some((id) => test(parts.get(id)));

/**
 * Cuts a connected piece where words tell its groups apart; one cluster where they do not. A group without words goes
 * to the cluster it touches, or is shared by those it touches. A store or an entrance of another cluster is shared
 * where the cluster has none of its own; any other link between clusters is a stray one.
 */
export const splitByWords = (
  piece: readonly string[],
  links: readonly Link[],
  parts: Parts,
  words: Words,
): Cluster[] => {
  const neighbours = neighboursOf(links);
  const large = clustersByWords(piece, neighbours, words).filter((ids) => ids.length > 1);
  if (large.length < 2) return [{ own: new Set(piece), shared: new Set() }];
  const clusters = large.map((ids): Cluster => ({ own: new Set(ids), shared: new Set() }));
  const clusterOf = new Map(
    clusters.flatMap((cluster) => [...cluster.own].map((id) => [id, cluster] as const)),
  );
  for (const id of piece.filter((each) => !clusterOf.has(each))) {
    const reached = reachedFrom(id, neighbours, (each) => clusterOf.has(each));
    const near = [...new Set(reached.flatMap((each) => clusterOf.get(each) ?? []))];
    const [only] = near;
    if (near.length === 1 && only !== undefined) only.own.add(id);
    else for (const cluster of near) cluster.shared.add(id);
  }
  for (const { from, to } of links) {
    const [caller, called] = [clusterOf.get(from), clusterOf.get(to)];
    if (caller === undefined || called === undefined || caller === called) continue;
    const part = parts.get(to);
    if (isStore(part) && !hasOwn(caller, (each) => each === part, parts)) caller.shared.add(to);
    else if (isEntrance(parts.get(from)) && !hasOwn(called, isEntrance, parts)) called.shared.add(from);
  }
  return clusters;
};
