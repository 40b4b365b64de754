/** The one order of a graph's nodes: what lies outside first, then groups, each by id. */
import type { GraphNode } from "./graph.ts";

const KINDS = { internet: 0, networks: 1, "prefix-list": 2, source: 3, group: 4 } as const;

export const inOrder = (a: Pick<GraphNode, "kind" | "id">, b: Pick<GraphNode, "kind" | "id">): number =>
  KINDS[a.kind] - KINDS[b.kind] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
