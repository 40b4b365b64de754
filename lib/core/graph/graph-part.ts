/** What filters leave of a graph. They only ever remove: what is left is as it was. */
import { intersectServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import type { AccountGraph, GraphEdge, GraphNode, Mark } from "./graph.ts";

/** Places in a graph's nodes and edges, ascending. The ends of every edge are among the nodes. */
export interface GraphPart {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

export interface GraphFilter {
  /** Only what carries this mark, and what is at the other end of its edges. */
  readonly only: Mark | null;
  /** Only edges on which one of these may pass. */
  readonly services: ServiceSet | null;
  /** Only edges from or to this person's sources. */
  readonly person: string | null;
  /** Without edges between groups of the same stack. */
  readonly hideInternal: boolean;
  /** Without edges to what lies outside. */
  readonly hideOutward: boolean;
}

export const NO_FILTER: GraphFilter = {
  only: null,
  services: null,
  person: null,
  hideInternal: false,
  hideOutward: false,
};

const isInternal = (from: GraphNode, to: GraphNode): boolean =>
  from === to || (from.plays !== null && from.plays.stack === to.plays?.stack && from.vpcId === to.vpcId);

const carries = (edge: GraphEdge, services: ServiceSet): boolean =>
  intersectServices(edge.possibly, services).length > 0 ||
  intersectServices(edge.missing, services).length > 0;

const edgeFits = (edge: GraphEdge, from: GraphNode, to: GraphNode, filter: GraphFilter): boolean => {
  const { only, services, person } = filter;
  if (filter.hideOutward && to.kind !== "group") return false;
  if (filter.hideInternal && isInternal(from, to)) return false;
  if (person !== null && from.ownerName !== person && to.ownerName !== person) return false;
  if (services !== null && !carries(edge, services)) return false;
  if (only === "unused") return from.marks.includes("unused") || to.marks.includes("unused");
  return only === null || edge.marks.includes(only);
};

/** Whether a node stays though no edge of it may. */
const standsAlone = (node: GraphNode, { only, services, person }: GraphFilter): boolean => {
  if (person !== null) return node.ownerName === person && (only === null || node.marks.includes(only));
  return services === null && (only === null || node.marks.includes(only));
};

export const filterGraph = (graph: AccountGraph, filter: GraphFilter): GraphPart => {
  const edges: number[] = [];
  const kept = new Uint8Array(graph.nodes.length);
  graph.edges.forEach((edge, place) => {
    const from = graph.nodes[edge.from];
    const to = graph.nodes[edge.to];
    if (from === undefined || to === undefined || !edgeFits(edge, from, to, filter)) return;
    edges.push(place);
    kept[edge.from] = 1;
    kept[edge.to] = 1;
  });
  const nodes: number[] = [];
  graph.nodes.forEach((node, place) => {
    if (kept[place] === 1 || standsAlone(node, filter)) nodes.push(place);
  });
  return { nodes, edges };
};
