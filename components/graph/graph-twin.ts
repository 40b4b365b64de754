import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";

/** What a table beside the picture shares with it. */
export interface GraphTwin {
  readonly shown: ShownGraph;
  /** Places in `shown.nodes` that are in focus; null for all. */
  readonly within: ReadonlySet<number> | null;
  /** Id of the node under the pointer, or selected. */
  readonly pointed: string | null;
  /** Id of the selected node, which the table brings into sight. */
  readonly selected: string | null;
  /** Node ids of the cell under the pointer; null when it leaves. */
  readonly onPoint: (pair: { readonly from: string; readonly to: string } | null) => void;
  readonly onToggle: (clusterId: string) => void;
}
