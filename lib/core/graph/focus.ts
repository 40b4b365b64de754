/** One node and what is around it: who may reach it, what it may reach, over so many edges. */
import type { ShownGraph } from "./shown-graph.ts";

export const FOCUS_WAYS = ["both", "in", "out"] as const;
export type FocusWay = (typeof FOCUS_WAYS)[number];

/** Places in `ShownGraph`, ascending. */
export interface Focus {
  readonly nodes: readonly number[];
  /** Edges on a way of at most so many: none that merely joins two nodes at its end. */
  readonly edges: readonly number[];
}

type Ends = (edge: ShownGraph["edges"][number]) => readonly [at: number, next: number];

const spread = (
  shown: ShownGraph,
  start: number,
  hops: number,
  ends: Ends,
  edges: Set<number>,
): Set<number> => {
  const leaving = new Map<number, number[]>();
  shown.edges.forEach((edge, place) => {
    const [at] = ends(edge);
    const known = leaving.get(at);
    if (known === undefined) leaving.set(at, [place]);
    else known.push(place);
  });
  const reached = new Set([start]);
  let border = [start];
  for (let hop = 0; hop < hops && border.length > 0; hop += 1) {
    const next: number[] = [];
    for (const at of border)
      for (const place of leaving.get(at) ?? []) {
        const edge = shown.edges[place];
        if (edge === undefined) continue;
        edges.add(place);
        const [, other] = ends(edge);
        if (reached.has(other)) continue;
        reached.add(other);
        next.push(other);
      }
    border = next;
  }
  return reached;
};

const ascending = (places: Iterable<number>): number[] => [...new Set(places)].sort((a, b) => a - b);

/** `hops`: at least 1; infinity for as far as it goes. Null where `id` is not shown. */
export const focusOn = (shown: ShownGraph, id: string, way: FocusWay, hops: number): Focus | null => {
  const start = shown.nodes.findIndex((node) => node.id === id);
  if (start === -1) return null;
  const edges = new Set<number>();
  const nodes = [
    ...(way === "out" ? [] : spread(shown, start, hops, ({ from, to }) => [to, from], edges)),
    ...(way === "in" ? [] : spread(shown, start, hops, ({ from, to }) => [from, to], edges)),
  ];
  return { nodes: ascending(nodes), edges: ascending(edges) };
};
