/** The graph as it is shown: clusters stand for their nodes, and one edge for all the edges between two that stand. */
import { NO_SERVICES, type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";
import { type Cluster, type ClusterLevel, clustersOf, type Level, standIns } from "./clusters.ts";
import {
  type AccountGraph,
  EDGE_MARKS,
  type EdgeMark,
  type GraphNode,
  type Mark,
  type NodeKind,
  type PlayedPart,
} from "./graph.ts";
import type { GraphPart } from "./graph-part.ts";

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
  /** The open clusters it lies in, the outermost first. */
  readonly within: readonly string[];
}

export interface ShownEdge {
  /** Places in `ShownGraph.nodes`. */
  readonly from: number;
  readonly to: number;
  readonly surely: ServiceSet;
  readonly possibly: ServiceSet;
  readonly missing: ServiceSet;
  /** Distinct interfaces served: of the targets, or of the senders where the target lies outside. */
  readonly weight: number;
  readonly marks: readonly EdgeMark[];
  /** Places in `AccountGraph.edges`, ascending. */
  readonly edges: readonly number[];
}

export interface ShownGraph {
  /** In the order of their first member. */
  readonly nodes: readonly ShownNode[];
  /** At most one for each ordered pair, sorted by `from`, then `to`. */
  readonly edges: readonly ShownEdge[];
  /** Clusters that are open around something shown, outer before inner. */
  readonly open: readonly Cluster[];
}

const distinct = (lists: Iterable<readonly number[]>): number => {
  const seen = new Set<number>();
  for (const list of lists) for (const item of list) seen.add(item);
  return seen.size;
};

const samePart = (nodes: readonly GraphNode[]): PlayedPart | null => {
  const part = nodes[0]?.plays ?? null;
  return part !== null && nodes.every(({ plays }) => plays?.stack === part.stack && plays.tier === part.tier)
    ? part
    : null;
};

const tallyMarks = (nodes: readonly GraphNode[]): ShownNode["marks"] => {
  const tally: Partial<Record<Mark, number>> = {};
  for (const { marks } of nodes) for (const mark of marks) tally[mark] = (tally[mark] ?? 0) + 1;
  return tally;
};

const united = (sets: readonly ServiceSet[]): ServiceSet => {
  const some = new Set(sets.filter((set) => set.length > 0));
  const [first] = some;
  if (first === undefined) return NO_SERVICES;
  return some.size === 1 ? first : servicesOf([...some].flat());
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
  const shownAt = new Map<string, number>();
  const members: number[][] = [];
  const placeOfNode = new Map<number, number>();
  for (const place of part.nodes) {
    const id = stand[place]?.id ?? graph.nodes[place]?.id ?? "";
    const known = shownAt.get(id);
    const at = known ?? members.length;
    if (known === undefined) {
      shownAt.set(id, at);
      members.push([place]);
    } else members[at]?.push(place);
    placeOfNode.set(place, at);
  }

  const nodes = [...shownAt].map(([id, at]): ShownNode => {
    const places = members[at] ?? [];
    const own = places.flatMap((place) => graph.nodes[place] ?? []);
    const cluster = byId.get(id);
    const path = paths[places[0] ?? -1] ?? [];
    const depth = cluster === undefined ? path.length : path.findIndex((each) => each.id === id);
    return {
      id,
      kind: cluster === undefined ? (own[0]?.kind ?? "group") : "cluster",
      level: cluster?.level ?? null,
      label: cluster?.label ?? own[0]?.label ?? id,
      members: places,
      marks: tallyMarks(own),
      interfaces: distinct(own.map(({ carriers }) => carriers)),
      plays: samePart(own),
      within: path.slice(0, depth).map((each) => each.id),
    };
  });

  const gathered = new Map<number, number[]>();
  for (const place of part.edges) {
    const edge = graph.edges[place];
    const from = placeOfNode.get(edge?.from ?? -1);
    const to = placeOfNode.get(edge?.to ?? -1);
    if (from === undefined || to === undefined) continue;
    const key = from * nodes.length + to;
    const list = gathered.get(key);
    if (list === undefined) gathered.set(key, [place]);
    else list.push(place);
  }
  const edges = [...gathered]
    .sort(([a], [b]) => a - b)
    .map(([key, places]): ShownEdge => {
      const own = places.flatMap((place) => graph.edges[place] ?? []);
      const served = own.map(({ from, to }) => {
        const target = graph.nodes[to];
        return (target?.kind === "group" ? target : graph.nodes[from])?.carriers ?? [];
      });
      return {
        from: Math.floor(key / nodes.length),
        to: key % nodes.length,
        surely: united(own.map(({ surely }) => surely)),
        possibly: united(own.map(({ possibly }) => possibly)),
        missing: united(own.map(({ missing }) => missing)),
        weight: distinct(new Set(served)),
        marks: EDGE_MARKS.filter((mark) => own.some(({ marks }) => marks.includes(mark))),
        edges: places,
      };
    });
  const around = new Set(nodes.flatMap(({ within }) => within));
  return { nodes, edges, open: [...byId.values()].filter(({ id }) => around.has(id)) };
};
