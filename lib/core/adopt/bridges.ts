/**
 * Where words tell nothing, the shape may: two applications that one stray rule connects come apart when that link
 * goes, each with an entrance and a store of its own.
 */
import { type Cluster, isEntrance, isStore } from "./cluster.ts";
import type { Part } from "./duty.ts";
import type { Link } from "./links.ts";
import { piecesOf } from "./neighbours.ts";

const stands = (ids: readonly string[], parts: ReadonlyMap<string, Part>): boolean =>
  ids.some((id) => isEntrance(parts.get(id))) && ids.some((id) => isStore(parts.get(id)));

const halvesWithout = (groupIds: readonly string[], links: readonly Link[], left: Link): string[][] =>
  piecesOf(
    groupIds,
    links.filter((link) => link !== left),
  );

/** The pieces that stand on their own once such links are cut; the whole when there are none. */
export const cutBridges = (
  cluster: Cluster,
  links: readonly Link[],
  parts: ReadonlyMap<string, Part>,
): Cluster[] => {
  const all = [...cluster.own].sort();
  for (const link of links) {
    if (!cluster.own.has(link.from) || !cluster.own.has(link.to)) continue;
    const halves = halvesWithout(all, links, link);
    if (halves.length !== 2 || !halves.every((ids) => stands(ids, parts))) continue;
    return halves.flatMap((ids) => cutBridges({ own: new Set(ids), shared: cluster.shared }, links, parts));
  }
  return [cluster];
};
