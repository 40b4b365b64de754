/** The graph as it is shown: clusters stand for their nodes, and one edge for all the edges between two that stand. */
import { CarrierCount } from "./carrier-count.ts";
import { type Cluster, type ClusterLevel, clustersOf, type Level, standIns } from "./clusters.ts";
import { gatherEdges } from "./gather-edges.ts";
import type { AccountGraph, Mark, NodeKind, PlayedPart } from "./graph.ts";
import type { GraphPart } from "./graph-part.ts";
import type { ShownEdge } from "./shown-edge.ts";

export interface ShownNode {
  /** Node id or cluster id. */
  readonly id: string;
  readonly kind: NodeKind | "cluster";
  /** Null for a node that stands for itself. */
  readonly level: ClusterLevel | null;
  readonly label: string;
  /** Places in `AccountGraph.nodes` of what it stands for, ascending. */
  readonly members: readonly number[];
  /** How many of its members carry each mark; those of none are left out. */
  readonly marks: Readonly<Partial<Record<Mark, number>>>;
  /** Distinct interfaces that carry any of its groups. */
  readonly interfaces: number;
  /** What all of its members play; null where that differs or is nothing. */
  readonly plays: PlayedPart | null;
  /** The tiers its members play, in the order of patterns. */
  readonly tiers: readonly string[];
  /** The open clusters it lies in, the outermost first. */
  readonly within: readonly string[];
}

export interface ShownGraph {
  /** In the order of their first member. */
  readonly nodes: readonly ShownNode[];
  /** At most one for each ordered pair, sorted by `from`, then `to`. */
  readonly edges: readonly ShownEdge[];
  /** Clusters that are open around something shown, outer before inner. */
  readonly open: readonly Cluster[];
}

/** What nodes that one stands for have in common, and how many of them carry what. */
const summary = (
  graph: AccountGraph,
  places: readonly number[],
): Pick<ShownNode, "marks" | "plays" | "tiers"> => {
  const marks: Partial<Record<Mark, number>> = {};
  const orders = new Map<string, number>();
  const first = graph.nodes[places[0] ?? -1]?.plays ?? null;
  let isSame = first !== null;
  for (const place of places) {
    const node = graph.nodes[place];
    if (node === undefined) continue;
    for (const mark of node.marks) marks[mark] = (marks[mark] ?? 0) + 1;
    if (node.plays !== null) orders.set(node.plays.tier, node.plays.order);
    isSame &&= node.plays?.stack === first?.stack && node.plays?.tier === first?.tier;
  }
  const tiers = [...orders].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([tier]) => tier);
  return { marks, plays: isSame ? first : null, tiers };
};

/** `part`: what is left of the graph by filters. */
export const showGraph = (
  graph: AccountGraph,
  part: GraphPart,
  level: Level,
  toggled: ReadonlySet<string>,
): ShownGraph => {
  const { byId, paths } = clustersOf(graph);
  const stand = standIns(graph, level, toggled);
  const carriers = new CarrierCount(graph);
  const shownAt = new Map<string, number>();
  const members: number[][] = [];
  const placeOfNode = new Int32Array(graph.nodes.length).fill(-1);
  for (const place of part.nodes) {
    const id = stand[place]?.id ?? graph.nodes[place]?.id ?? "";
    const known = shownAt.get(id);
    const at = known ?? members.length;
    if (known === undefined) {
      shownAt.set(id, at);
      members.push([place]);
    } else members[at]?.push(place);
    placeOfNode[place] = at;
  }

  const nodes = [...shownAt].map(([id, at]): ShownNode => {
    const places = members[at] ?? [];
    const first = graph.nodes[places[0] ?? -1];
    const cluster = byId.get(id);
    const path = paths[places[0] ?? -1] ?? [];
    carriers.begin();
    for (const place of places) carriers.add(place);
    const depth = cluster === undefined ? path.length : path.findIndex((each) => each.id === id);
    return {
      id,
      kind: cluster === undefined ? (first?.kind ?? "group") : "cluster",
      level: cluster?.level ?? null,
      label: cluster?.label ?? first?.label ?? id,
      members: places,
      interfaces: carriers.count,
      ...summary(graph, places),
      within: path.slice(0, depth).map((each) => each.id),
    };
  });

  const edges = gatherEdges(graph, part.edges, { shownAt: placeOfNode, count: nodes.length }, carriers);
  const around = new Set(nodes.flatMap(({ within }) => within));
  return { nodes, edges, open: [...byId.values()].filter(({ id }) => around.has(id)) };
};
