/**
 * Which groups make one application. Groups that call each other belong together, except where their words tell
 * them apart; a group that two applications call, and that neither has of its own, is shared.
 */

import { cutBridges } from "./bridges.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { Part } from "./duty.ts";
import type { GroupFacts } from "./group-facts.ts";
import type { Link, LinkMap } from "./links.ts";
import type { Words } from "./words.ts";

export interface Application {
  /** Sorted; a shared group stands in several applications. */
  readonly groupIds: readonly string[];
  /** Links inside. */
  readonly links: readonly Link[];
  /** Links to or from other applications that are nobody's business: their rules are called out. */
  readonly cut: readonly Link[];
  /** Members that no link ties to it, only words. */
  readonly byWords: ReadonlySet<string>;
}

const STORES: ReadonlySet<Part> = new Set(["database", "cache", "queue", "search", "files"]);
export const isStore = (part: Part | undefined): boolean => part !== undefined && STORES.has(part);
export const isEntrance = (part: Part | undefined): boolean => part === "front" || part === "balancer";

interface Cluster {
  readonly own: Set<string>;
  readonly shared: Set<string>;
}

const has = (cluster: Cluster, part: Part | undefined, parts: ReadonlyMap<string, Part>): boolean =>
  [...cluster.own].some((id) => parts.get(id) === part);

const hasEntrance = (cluster: Cluster, parts: ReadonlyMap<string, Part>): boolean =>
  [...cluster.own].some((id) => isEntrance(parts.get(id)));

/** The connected pieces, each sorted, in order of their first group. */
const pieces = (groupIds: readonly string[], links: readonly Link[]): string[][] => {
  const sets = new DisjointSets(groupIds);
  for (const { from, to } of links) sets.join(from, to);
  return sets.sets();
};

type Neighbours = ReadonlyMap<string, readonly string[]>;

const neighboursOf = (links: readonly Link[]): Neighbours => {
  const found = new Map<string, string[]>();
  for (const { from, to } of links) {
    found.set(from, [...(found.get(from) ?? []), to]);
    found.set(to, [...(found.get(to) ?? []), from]);
  }
  return found;
};

/** The groups with words of their own that this one reaches, through none but groups without. */
const heardFrom = (start: string, neighbours: Neighbours, words: Words): string[] => {
  const heard: string[] = [];
  const seen = new Set([start]);
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const next of neighbours.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (words.speaks(next)) heard.push(next);
      else queue.push(next);
    }
  return heard;
};

/** Groups whose words agree and that call each other, directly or through others: a word alone may be chance. */
const clustersByWords = (groupIds: readonly string[], neighbours: Neighbours, words: Words): string[][] => {
  const speaking = groupIds.filter(words.speaks);
  const sets = new DisjointSets(speaking);
  for (const id of speaking)
    for (const other of heardFrom(id, neighbours, words))
      if (words.affinity(id, other) === "same") sets.join(id, other);
  return sets.sets();
};

/** The clusters that a group outside them reaches, through none but groups outside them. */
const nearest = (
  start: string,
  neighbours: Neighbours,
  clusterOf: ReadonlyMap<string, Cluster>,
): Cluster[] => {
  const found: Cluster[] = [];
  const seen = new Set([start]);
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const next of neighbours.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      const cluster = clusterOf.get(next);
      if (cluster === undefined) queue.push(next);
      else found.push(cluster);
    }
  return found;
};

/** Cuts a connected piece where words tell its groups apart. */
const splitByWords = (
  piece: readonly string[],
  links: readonly Link[],
  parts: ReadonlyMap<string, Part>,
  words: Words,
): Cluster[] => {
  const neighbours = neighboursOf(links);
  const spoken = clustersByWords(piece, neighbours, words);
  const large = spoken.filter((ids) => ids.length > 1);
  if (large.length < 2) return [{ own: new Set(piece), shared: new Set() }];
  const clusters = large.map((ids): Cluster => ({ own: new Set(ids), shared: new Set() }));
  const clusterOf = new Map(
    clusters.flatMap((cluster) => [...cluster.own].map((id) => [id, cluster] as const)),
  );
  for (const id of piece.filter((each) => !clusterOf.has(each))) {
    const near = [...new Set(nearest(id, neighbours, clusterOf))];
    const [only] = near;
    if (near.length === 1 && only !== undefined) only.own.add(id);
    else for (const cluster of near) cluster.shared.add(id);
  }
  for (const { from, to } of links) {
    const [caller, called] = [clusterOf.get(from), clusterOf.get(to)];
    if (caller === undefined || called === undefined || caller === called) continue;
    if (isStore(parts.get(to)) && !has(caller, parts.get(to), parts)) caller.shared.add(to);
    else if (isEntrance(parts.get(from)) && !hasEntrance(called, parts)) called.shared.add(from);
  }
  return clusters;
};

/** Groups that nothing links go to the one application whose words they share. */
const joinByWords = (alone: readonly string[], made: readonly Application[], words: Words): Application[] => {
  const joined = new Map<Application, string[]>();
  for (const id of alone) {
    if (!words.speaks(id)) continue;
    const fitting = made.filter((application) => {
      const speaking = application.groupIds.filter(words.speaks);
      const same = speaking.filter((other) => words.affinity(id, other) === "same").length;
      return same > 0 && same * 2 >= speaking.length;
    });
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) joined.set(only, [...(joined.get(only) ?? []), id]);
  }
  return made.map((application) => {
    const ids = joined.get(application) ?? [];
    return {
      ...application,
      groupIds: [...application.groupIds, ...ids].sort(),
      byWords: new Set(ids),
    };
  });
};

/** The applications of one VPC: at least two groups each. */
export const applicationsOf = (
  facts: ReadonlyMap<string, GroupFacts>,
  parts: ReadonlyMap<string, Part>,
  links: LinkMap,
  words: Words,
): Application[] => {
  const inside = links.all.filter(
    (link) => !link.isAdministrative && parts.has(link.from) && parts.has(link.to),
  );
  const groupIds = [...facts.keys()].filter((id) => parts.has(id)).sort();
  const made: Application[] = [];
  for (const piece of pieces(groupIds, inside)) {
    if (piece.length < 2) continue;
    const members = new Set(piece);
    const own = inside.filter((link) => members.has(link.from));
    const clusters = splitByWords(piece, own, parts, words);
    for (const { own: ids, shared } of clusters) {
      const all = new Set([...ids, ...shared]);
      const kept = own.filter((link) => all.has(link.from) && all.has(link.to));
      const halves = clusters.length > 1 ? [{ ids: [...all], cut: [] }] : cutBridges([...all], kept, parts);
      for (const half of halves) {
        const own2 = new Set(half.ids);
        made.push({
          groupIds: [...half.ids].sort(),
          links: kept.filter((link) => own2.has(link.from) && own2.has(link.to)),
          cut: own.filter((link) => own2.has(link.from) !== own2.has(link.to)),
          byWords: new Set(),
        });
      }
    }
  }
  const taken = new Set(made.flatMap((application) => application.groupIds));
  return joinByWords(
    groupIds.filter((id) => !taken.has(id)),
    made.filter(
      ({ groupIds: ids, links: own }) => ids.length > 1 && own.some((link) => link.via === "reference"),
    ),
    words,
  );
};
