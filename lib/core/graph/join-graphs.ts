/** Graphs of several accounts and Regions as one: what lies outside them is the same for all. */
import type { AccountGraph, GraphEdge, GraphNode } from "./graph.ts";
import { inOrder } from "./node-order.ts";

/** A group as its own account lists it tells more than one that another account's rule names. */
const fuller = (a: GraphNode | undefined, b: GraphNode): GraphNode =>
  a !== undefined && (a.region !== null || b.region === null) ? a : b;

export const joinGraphs = (graphs: readonly AccountGraph[]): AccountGraph => {
  const [only] = graphs;
  if (only !== undefined && graphs.length === 1) return only;
  const byId = new Map<string, GraphNode>();
  let carried = 0;
  for (const { nodes } of graphs) {
    const first = carried;
    for (const node of nodes) {
      const carriers = node.carriers.map((carrier) => first + carrier);
      carried = carriers.reduce((most, carrier) => Math.max(most, carrier + 1), carried);
      byId.set(node.id, fuller(byId.get(node.id), { ...node, carriers }));
    }
  }
  const nodes = [...byId.values()].sort(inOrder);
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  // Each edge is of a rule of a group of one account alone, so no pair comes twice.
  const edges = graphs.flatMap((graph) => {
    const placeOf = (at: number) => places.get(graph.nodes[at]?.id ?? "") ?? -1;
    return graph.edges.map(
      (edge): GraphEdge => ({ ...edge, from: placeOf(edge.from), to: placeOf(edge.to) }),
    );
  });
  return {
    nodes,
    edges: edges.sort((a, b) => a.from - b.from || a.to - b.to),
    accountNames: Object.assign({}, ...graphs.map(({ accountNames }) => accountNames)),
    isWhole: graphs.every(({ isWhole }) => isWhole),
  };
};
