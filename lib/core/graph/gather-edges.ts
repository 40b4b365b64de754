/** Edges that are shown as one: all those between the same two ends of a picture. */
import type { CarrierCount } from "./carrier-count.ts";
import { type EdgeColumns, edgeColumns } from "./edge-columns.ts";
import { type AccountGraph, EDGE_MARKS } from "./graph.ts";
import { ServiceUnions } from "./service-unions.ts";
import type { ShownEdge } from "./shown-edge.ts";

interface Ends {
  /** By node of the graph, its place in the picture; -1 for what is not shown. */
  readonly shownAt: Int32Array;
  /** How many nodes the picture has. */
  readonly count: number;
}

/** Places of edges by where one of their ends is shown; those of one end stay in their order. */
const sortedBy = (places: Int32Array, end: Int32Array, { shownAt, count }: Ends): Int32Array => {
  const shown = (place: number) => shownAt[end[place] ?? 0] ?? 0;
  const next = new Int32Array(count + 1);
  for (const place of places) next[shown(place) + 1] = (next[shown(place) + 1] ?? 0) + 1;
  for (let at = 1; at <= count; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const sorted = new Int32Array(places.length);
  for (const place of places) {
    const at = shown(place);
    sorted[next[at] ?? 0] = place;
    next[at] = (next[at] ?? 0) + 1;
  }
  return sorted;
};

/** By bits of `EdgeColumns.marks`. */
const CHOICES = Array.from({ length: 2 ** EDGE_MARKS.length }, (_, bits) =>
  EDGE_MARKS.filter((_mark, bit) => (bits & (1 << bit)) !== 0),
);

/** What some edges amount to, question after question. */
class Sum {
  readonly #columns: EdgeColumns;
  readonly #served: CarrierCount;
  readonly #surely: ServiceUnions;
  readonly #possibly: ServiceUnions;
  readonly #missing: ServiceUnions;
  readonly #tally = new Int32Array(EDGE_MARKS.length);

  constructor(graph: AccountGraph, served: CarrierCount) {
    this.#columns = edgeColumns(graph);
    this.#served = served;
    this.#surely = new ServiceUnions(this.#columns.sets);
    this.#possibly = new ServiceUnions(this.#columns.sets);
    this.#missing = new ServiceUnions(this.#columns.sets);
  }

  of(edges: readonly number[]): Omit<ShownEdge, "from" | "to"> {
    const { served, surely, possibly, missing, marks } = this.#columns;
    const tally = this.#tally.fill(0);
    for (const part of [this.#served, this.#surely, this.#possibly, this.#missing]) part.begin();
    let isCertain = true;
    for (const at of edges) {
      this.#possibly.add(possibly[at] ?? 0);
      this.#missing.add(missing[at] ?? 0);
      isCertain &&= surely[at] === possibly[at];
      const bits = marks[at] ?? 0;
      for (let bit = 0; bits >> bit !== 0; bit += 1) tally[bit] = (tally[bit] ?? 0) + ((bits >> bit) & 1);
      this.#served.add(served[at] ?? 0);
    }
    if (!isCertain) for (const at of edges) this.#surely.add(surely[at] ?? 0);
    const union = this.#possibly.union;
    const markedBy = (least: number) =>
      CHOICES[tally.reduce((bits, count, bit) => (count >= least ? bits | (1 << bit) : bits), 0)] ?? [];
    return {
      surely: isCertain ? union : this.#surely.union,
      possibly: union,
      missing: this.#missing.union,
      weight: this.#served.count,
      marks: markedBy(1),
      mainly: markedBy(edges.length / 2),
      edges,
    };
  }
}

/** `places`: of edges between nodes that are shown, ascending. One edge for each pair, by `from`, then `to`. */
export const gatherEdges = (
  graph: AccountGraph,
  places: readonly number[],
  ends: Ends,
  served: CarrierCount,
): readonly ShownEdge[] => {
  const { from, to } = edgeColumns(graph);
  const sorted = sortedBy(sortedBy(Int32Array.from(places), to, ends), from, ends);
  const shown = (node: number | undefined) => ends.shownAt[node ?? 0] ?? 0;
  const sum = new Sum(graph, served);
  const edges: ShownEdge[] = [];
  let own: number[] = [];
  for (let at = 0; at < sorted.length; at += 1) {
    const place = sorted[at] ?? 0;
    own.push(place);
    const ahead = sorted[at + 1];
    const [sender, receiver] = [shown(from[place]), shown(to[place])];
    if (ahead !== undefined && shown(from[ahead]) === sender && shown(to[ahead]) === receiver) continue;
    edges.push({ from: sender, to: receiver, ...sum.of(own) });
    own = [];
  }
  return edges;
};
