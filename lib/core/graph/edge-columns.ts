/**
 * The edges of a graph as columns of numbers, each set of services by its place in a table: what gathers tens of
 * thousands of edges over and over reads these and touches no object. Kept with the graph, which never changes.
 */
import { NO_SERVICES, type ServiceSet } from "#lib/core/net/service-set.ts";
import { type AccountGraph, EDGE_MARKS } from "./graph.ts";

export interface EdgeColumns {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The end whose interfaces it serves: the target, or the sender where the target lies outside. */
  readonly served: Int32Array;
  /** Places in `sets`; 0 is no service. */
  readonly surely: Int32Array;
  readonly possibly: Int32Array;
  readonly missing: Int32Array;
  /** A bit for each of `EDGE_MARKS`. */
  readonly marks: Uint8Array;
  /** Equal sets are one where the graph came over the wire; elsewhere they may stand here twice. */
  readonly sets: readonly ServiceSet[];
}

const kept = new WeakMap<AccountGraph, EdgeColumns>();

export const edgeColumns = (graph: AccountGraph): EdgeColumns => {
  const known = kept.get(graph);
  if (known !== undefined) return known;
  const { length } = graph.edges;
  const column = () => new Int32Array(length);
  const sets: ServiceSet[] = [NO_SERVICES];
  const places = new Map<ServiceSet, number>();
  const placeOf = (set: ServiceSet): number => {
    if (set.length === 0) return 0;
    const place = places.get(set);
    if (place !== undefined) return place;
    places.set(set, sets.length);
    return sets.push(set) - 1;
  };
  const columns = {
    from: column(),
    to: column(),
    served: column(),
    surely: column(),
    possibly: column(),
    missing: column(),
    marks: new Uint8Array(length),
    sets,
  };
  graph.edges.forEach(({ from, to, surely, possibly, missing, marks }, at) => {
    columns.from[at] = from;
    columns.to[at] = to;
    columns.served[at] = graph.nodes[to]?.kind === "group" ? to : from;
    columns.possibly[at] = placeOf(possibly);
    columns.surely[at] = surely === possibly ? (columns.possibly[at] ?? 0) : placeOf(surely);
    columns.missing[at] = placeOf(missing);
    for (const mark of marks) columns.marks[at] = (columns.marks[at] ?? 0) | (1 << EDGE_MARKS.indexOf(mark));
  });
  kept.set(graph, columns);
  return columns;
};
