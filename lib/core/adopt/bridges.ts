/**
 * Where words tell nothing, the shape may: two applications that one stray rule connects come apart when that link
 * goes, each with an entrance and a store of its own.
 */

import { DisjointSets } from "./disjoint-sets.ts";
import type { Part } from "./duty.ts";
import type { Link } from "./links.ts";

const ENTRANCES: ReadonlySet<Part> = new Set(["front", "balancer"]);
const STORES: ReadonlySet<Part> = new Set(["database", "cache", "queue", "search", "files"]);

const stands = (ids: readonly string[], parts: ReadonlyMap<string, Part>): boolean =>
  ids.some((id) => ENTRANCES.has(parts.get(id) ?? "tool")) &&
  ids.some((id) => STORES.has(parts.get(id) ?? "tool"));

const without = (groupIds: readonly string[], links: readonly Link[], left: Link): string[][] => {
  const sets = new DisjointSets(groupIds);
  for (const link of links) if (link !== left) sets.join(link.from, link.to);
  return sets.sets();
};

export interface Half {
  readonly ids: readonly string[];
}

/** The pieces that stand on their own once such links are cut; the whole when there are none. */
export const cutBridges = (
  groupIds: readonly string[],
  links: readonly Link[],
  parts: ReadonlyMap<string, Part>,
): Half[] => {
  for (const link of links) {
    const halves = without(groupIds, links, link);
    if (halves.length !== 2 || !halves.every((ids) => stands(ids, parts))) continue;
    return halves.flatMap((ids) => {
      const inside = new Set(ids);
      return cutBridges(
        ids,
        links.filter((each) => inside.has(each.from) && inside.has(each.to)),
        parts,
      );
    });
  }
  return [{ ids: groupIds }];
};
