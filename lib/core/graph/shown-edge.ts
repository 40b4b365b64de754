/** An edge of the graph as it is shown. */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { EdgeMark } from "./graph.ts";

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
