/** Groups and the links between them as a graph: pieces, neighbours, and what is reached through what. */
import { DisjointSets } from "./disjoint-sets.ts";
import type { Link } from "./links.ts";

export type Neighbours = ReadonlyMap<string, readonly string[]>;

export const neighboursOf = (links: readonly Link[]): Neighbours => {
  const found = new Map<string, string[]>();
  for (const { from, to } of links) {
    found.set(from, [...(found.get(from) ?? []), to]);
    found.set(to, [...(found.get(to) ?? []), from]);
  }
  return found;
};

/** The groups at which a walk from `start` stops: it goes on through every other. */
export const reachedFrom = (
  start: string,
  neighbours: Neighbours,
  stopsAt: (groupId: string) => boolean,
): string[] => {
  const reached: string[] = [];
  const seen = new Set([start]);
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const next of neighbours.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (stopsAt(next)) reached.push(next);
      else queue.push(next);
    }
  return reached;
};

/** The connected pieces of these groups, each sorted, in order of their first group. Other ends of links are ignored. */
export const piecesOf = (groupIds: readonly string[], links: readonly Link[]): string[][] => {
  const known = new Set(groupIds);
  const sets = new DisjointSets(groupIds);
  for (const { from, to } of links) if (known.has(from) && known.has(to)) sets.join(from, to);
  return sets.sets();
};
