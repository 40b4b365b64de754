/** Finding one node in a picture where clusters may stand for it. */
import { clustersOf, isClosed, type Level } from "./clusters.ts";
import type { AccountGraph } from "./graph.ts";
import type { ShownGraph } from "./shown-graph.ts";

/** The place in `shown.nodes` of a node or cluster, or of the cluster that stands for it; null where it is not shown. */
export const placeOfShown = (graph: AccountGraph, shown: ShownGraph, id: string): number | null => {
  const own = shown.nodes.findIndex((node) => node.id === id);
  if (own !== -1) return own;
  const place = graph.nodes.findIndex((node) => node.id === id);
  const around = place === -1 ? -1 : shown.nodes.findIndex(({ members }) => members.includes(place));
  return around === -1 ? null : around;
};

/** `toggled` with every cluster around the node or cluster turned open, so that it is shown itself. */
export const revealed = (
  graph: AccountGraph,
  level: Level,
  toggled: readonly string[],
  id: string,
): readonly string[] => {
  const { byId, paths } = clustersOf(graph);
  const place = graph.nodes.findIndex((node) => node.id === id);
  const cluster = byId.get(id);
  const path =
    place === -1
      ? (paths.find((steps) => cluster !== undefined && steps.includes(cluster)) ?? [])
      : paths[place];
  const around = (path ?? []).slice(0, cluster === undefined ? undefined : path?.indexOf(cluster));
  const turned = new Set(toggled);
  for (const each of around)
    if (each.size > 1 && isClosed(each, level, turned)) {
      if (turned.has(each.id)) turned.delete(each.id);
      else turned.add(each.id);
    }
  return [...turned].sort();
};
