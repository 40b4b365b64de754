/**
 * What nodes can be gathered into: groups by account, Region, VPC, stack and tier; named sources by their person; lists
 * and the addresses of VPCs each into one. Every node has a path of clusters, the outermost first.
 */
import type { AccountGraph, GraphNode } from "./graph.ts";

/** The outermost first. `group`: nothing is gathered. */
export const LEVELS = ["account", "region", "vpc", "stack", "tier", "group"] as const;
export type Level = (typeof LEVELS)[number];

export type ClusterLevel = Exclude<Level, "group"> | "outside" | "person";

export interface Cluster {
  /** `LEVEL:…`, the same for the same account in every look. */
  readonly id: string;
  readonly level: ClusterLevel;
  /** Text that others wrote; the id of an account or VPC. */
  readonly label: string;
  /** The cluster it lies in; null at the top. */
  readonly parentId: string | null;
  /** How many nodes lie in it, at whatever depth. */
  readonly size: number;
}

export interface Clusters {
  readonly byId: ReadonlyMap<string, Cluster>;
  /** By node, in the order of `AccountGraph.nodes`. */
  readonly paths: readonly (readonly Cluster[])[];
}

type Step = Omit<Cluster, "parentId" | "size">;

const UNOWNED = "Nobody's sources";

type AccountNames = AccountGraph["accountNames"];

const groupSteps = ({ accountId, region, vpcId, plays }: GraphNode, names: AccountNames): Step[] => {
  const account = accountId ?? "unknown";
  const name = Object.hasOwn(names, account) ? (names[account] ?? account) : account;
  const steps: Step[] = [{ id: `account:${account}`, level: "account", label: name }];
  if (region === null) return steps;
  steps.push({ id: `region:${account}/${region}`, level: "region", label: region });
  const vpc = vpcId ?? "none";
  steps.push({ id: `vpc:${account}/${region}/${vpc}`, level: "vpc", label: vpcId ?? "No VPC" });
  const stack = plays === null ? "" : plays.stack;
  steps.push({
    id: `stack:${account}/${region}/${vpc}/${stack}`,
    level: "stack",
    label: plays === null ? "In no stack" : stack,
  });
  if (plays !== null)
    steps.push({
      id: `tier:${account}/${region}/${vpc}/${stack}/${plays.tier}`,
      level: "tier",
      label: plays.tier,
    });
  return steps;
};

const stepsOf = (node: GraphNode, names: AccountNames): Step[] => {
  switch (node.kind) {
    case "group":
      return groupSteps(node, names);
    case "source": {
      const owner = node.ownerName ?? UNOWNED;
      return [
        { id: "outside:sources", level: "outside", label: "Named sources" },
        { id: `person:${node.ownerName ?? ""}`, level: "person", label: owner },
      ];
    }
    case "prefix-list":
      return [{ id: "outside:lists", level: "outside", label: "Prefix lists" }];
    case "networks":
      return node.vpcId === null
        ? []
        : [{ id: "outside:vpcs", level: "outside", label: "Addresses in VPCs" }];
    case "internet":
      return [];
  }
};

/** Kept with the graph, which never changes. */
const kept = new WeakMap<AccountGraph, Clusters>();

/** Nodes that have one path. */
interface Sort {
  readonly steps: readonly Step[];
  count: number;
}

/** Most nodes are the sources of a few people; groups of one tier in one place have one path too. */
const sortsOf = ({ nodes, accountNames }: AccountGraph): readonly Sort[] => {
  const ofSources = new Map<string | null, Sort>();
  const ofOthers = new Map<string, Sort>();
  const counted = <Key>(sorts: Map<Key, Sort>, key: Key, node: GraphNode): Sort => {
    const sort = sorts.get(key) ?? { steps: stepsOf(node, accountNames), count: 0 };
    if (sort.count === 0) sorts.set(key, sort);
    sort.count += 1;
    return sort;
  };
  return nodes.map((node) => {
    if (node.kind === "source") return counted(ofSources, node.ownerName, node);
    const { kind, accountId, region, vpcId, plays } = node;
    const key = JSON.stringify([kind, accountId, region, vpcId, plays?.stack, plays?.tier]);
    return counted(ofOthers, key, node);
  });
};

export const clustersOf = (graph: AccountGraph): Clusters => {
  const known = kept.get(graph);
  if (known !== undefined) return known;
  const sortOfNode = sortsOf(graph);
  const sorts = [...new Set(sortOfNode)];
  const sizes = new Map<string, number>();
  for (const { steps, count } of sorts)
    for (const { id } of steps) sizes.set(id, (sizes.get(id) ?? 0) + count);
  const byId = new Map<string, Cluster>();
  const paths = new Map<Sort, readonly Cluster[]>();
  for (const sort of sorts)
    paths.set(
      sort,
      sort.steps.map((step, depth) => {
        const parentId = sort.steps[depth - 1]?.id ?? null;
        const cluster = byId.get(step.id) ?? { ...step, parentId, size: sizes.get(step.id) ?? 0 };
        byId.set(step.id, cluster);
        return cluster;
      }),
    );
  const clusters = { byId, paths: sortOfNode.map((sort) => paths.get(sort) ?? []) };
  kept.set(graph, clusters);
  return clusters;
};

const RANK: Readonly<Record<ClusterLevel, number>> = {
  account: 0,
  region: 1,
  vpc: 2,
  stack: 3,
  tier: 4,
  outside: 4,
  person: 4,
};

/** More sources, lists or networks than this are never shown one by one unless somebody opens them. */
const FEW_OUTSIDE = 8;

/** Whether a cluster stands for its nodes. `toggled`: ids of those that somebody turned the other way. */
export const isClosed = (cluster: Cluster, level: Level, toggled: ReadonlySet<string>): boolean => {
  const isOutside = cluster.level === "outside" || cluster.level === "person";
  const isUsually =
    level === "group"
      ? isOutside && cluster.size > FEW_OUTSIDE
      : RANK[cluster.level] >= LEVELS.indexOf(level);
  return isUsually !== toggled.has(cluster.id);
};

/**
 * What stands for each node in the picture: the outermost closed cluster it lies in, or the node itself. A cluster of
 * one node is that node, but where it was closed by hand.
 */
export const standIns = (
  graph: AccountGraph,
  level: Level,
  toggled: ReadonlySet<string>,
): readonly (Cluster | null)[] => {
  const { byId, paths } = clustersOf(graph);
  const closed = new Set(
    [...byId.values()].filter((each) => each.size > 1 && isClosed(each, level, toggled)),
  );
  return paths.map((path) => {
    for (const cluster of path) if (closed.has(cluster)) return cluster;
    return null;
  });
};
