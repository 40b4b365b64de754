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
  /** The tiers its members play, in the order of patterns. */
  readonly tiers: readonly string[];
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
  /** Marks that at least half of its edges carry: what the whole of it is, not some of it. */
  readonly mainly: readonly EdgeMark[];
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

/** How many different interfaces carry some nodes: each is stamped with the number of the question that met it. */
class CarrierCount {
  readonly #nodes: readonly GraphNode[];
  readonly #met: Int32Array;
  readonly #stamps: Int32Array;
  #question = 0;
  #count = 0;

  constructor({ nodes }: AccountGraph) {
    let most = 0;
    for (const { carriers } of nodes) for (const carrier of carriers) if (carrier >= most) most = carrier + 1;
    this.#nodes = nodes;
    this.#met = new Int32Array(nodes.length);
    this.#stamps = new Int32Array(most);
  }

  begin(): void {
    this.#question += 1;
    this.#count = 0;
  }

  /** `place`: of a node; once is as often. */
  add(place: number): void {
    if (this.#met[place] === this.#question) return;
    this.#met[place] = this.#question;
    for (const carrier of this.#nodes[place]?.carriers ?? [])
      if (this.#stamps[carrier] !== this.#question) {
        this.#stamps[carrier] = this.#question;
        this.#count += 1;
      }
  }

  get count(): number {
    return this.#count;
  }
}

const tiersOf = (nodes: readonly GraphNode[]): string[] => {
  const orders = new Map<string, number>();
  for (const { plays } of nodes) if (plays !== null) orders.set(plays.tier, plays.order);
  return [...orders].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([tier]) => tier);
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

const united = (sets: ReadonlySet<ServiceSet>): ServiceSet => {
  const [first] = sets;
  if (first === undefined) return NO_SERVICES;
  return sets.size === 1 ? first : servicesOf([...sets].flat());
};

/** What edges that are shown as one amount to. */
const gathered = (graph: AccountGraph, places: readonly number[], served: CarrierCount) => {
  const surely = new Set<ServiceSet>();
  const possibly = new Set<ServiceSet>();
  const missing = new Set<ServiceSet>();
  served.begin();
  const tally = { exposed: 0, drift: 0, unknown: 0 };
  for (const place of places) {
    const edge = graph.edges[place];
    if (edge === undefined) continue;
    if (edge.surely.length > 0) surely.add(edge.surely);
    if (edge.possibly.length > 0) possibly.add(edge.possibly);
    if (edge.missing.length > 0) missing.add(edge.missing);
    for (const mark of edge.marks) tally[mark] += 1;
    served.add(graph.nodes[edge.to]?.kind === "group" ? edge.to : edge.from);
  }
  return {
    surely: united(surely),
    possibly: united(possibly),
    missing: united(missing),
    weight: served.count,
    marks: EDGE_MARKS.filter((mark) => tally[mark] > 0),
    mainly: EDGE_MARKS.filter((mark) => tally[mark] * 2 >= places.length),
    edges: places,
  };
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
    const own = places.flatMap((place) => graph.nodes[place] ?? []);
    const cluster = byId.get(id);
    const path = paths[places[0] ?? -1] ?? [];
    carriers.begin();
    for (const place of places) carriers.add(place);
    const depth = cluster === undefined ? path.length : path.findIndex((each) => each.id === id);
    return {
      id,
      kind: cluster === undefined ? (own[0]?.kind ?? "group") : "cluster",
      level: cluster?.level ?? null,
      label: cluster?.label ?? own[0]?.label ?? id,
      members: places,
      marks: tallyMarks(own),
      interfaces: carriers.count,
      plays: samePart(own),
      tiers: tiersOf(own),
      within: path.slice(0, depth).map((each) => each.id),
    };
  });

  const pairs = new Map<number, number[]>();
  for (const place of part.edges) {
    const edge = graph.edges[place];
    const from = placeOfNode[edge?.from ?? -1] ?? -1;
    const to = placeOfNode[edge?.to ?? -1] ?? -1;
    if (from === -1 || to === -1) continue;
    const key = from * nodes.length + to;
    const list = pairs.get(key);
    if (list === undefined) pairs.set(key, [place]);
    else list.push(place);
  }
  const edges = [...pairs]
    .sort(([a], [b]) => a - b)
    .map(
      ([key, places]): ShownEdge => ({
        from: Math.floor(key / nodes.length),
        to: key % nodes.length,
        ...gathered(graph, places, carriers),
      }),
    );
  const around = new Set(nodes.flatMap(({ within }) => within));
  return { nodes, edges, open: [...byId.values()].filter(({ id }) => around.has(id)) };
};
