/**
 * The shown graph as a table: a row for each that may send, a column for each that may be reached, and in each cell the
 * edge between them. Whatever has no edge at all has no row or no column: its absence says the same.
 */
import type { ShownEdge } from "#lib/core/graph/shown-edge.ts";
import type { ShownGraph, ShownNode } from "#lib/core/graph/shown-graph.ts";
import { sideOrder } from "./side-order.ts";

export interface Matrix {
  readonly rows: readonly ShownNode[];
  readonly columns: readonly ShownNode[];
  /** Null where nothing is permitted, missing or unknown between the two. */
  readonly cell: (row: number, column: number) => ShownEdge | null;
}

/** `within`: places in `shown.nodes` that are in focus; null for all of them. */
export const matrixOf = (shown: ShownGraph, within: ReadonlySet<number> | null): Matrix => {
  const isIn = (place: number) => within === null || within.has(place);
  const edges = shown.edges.filter(({ from, to }) => isIn(from) && isIn(to));
  const senders = new Set(edges.map(({ from }) => from));
  const receivers = new Set(edges.map(({ to }) => to));
  const order = sideOrder(shown.nodes);
  const placesIn = (some: ReadonlySet<number>): number[] => order.filter((place) => some.has(place));
  const rows = placesIn(senders);
  const columns = placesIn(receivers);
  const size = shown.nodes.length;
  const byPair = new Map(edges.map((edge) => [edge.from * size + edge.to, edge]));
  const nodesAt = (places: readonly number[]) => places.flatMap((place) => shown.nodes[place] ?? []);
  return {
    rows: nodesAt(rows),
    columns: nodesAt(columns),
    cell: (row, column) => byPair.get((rows[row] ?? -1) * size + (columns[column] ?? -1)) ?? null,
  };
};
