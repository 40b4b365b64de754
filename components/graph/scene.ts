/** Where everything of a shown graph stands, in units of the picture: pixels at scale 1. */
import type { Cluster } from "#lib/core/graph/clusters.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An open cluster, drawn around what lies in it. */
export interface Frame extends Box {
  readonly cluster: Cluster;
}

export interface Scene {
  readonly shown: ShownGraph;
  /** In the order of `shown.nodes`. */
  readonly boxes: readonly Box[];
  /** Outer before inner. */
  readonly frames: readonly Frame[];
  /** Around all of it. */
  readonly bounds: Box;
}

export const NODE = { width: 172, height: 40, gapX: 84, gapY: 14 } as const;

export const centreOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
