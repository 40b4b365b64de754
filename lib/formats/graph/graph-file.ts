/**
 * A graph as other programs read it: JSON, GraphML, DOT. Of what is shown, so that a file says what its picture says.
 * Names are text that others wrote: hidden characters are made visible, and each form's own marks are escaped.
 */
import type { ShownGraph, ShownNode } from "#lib/core/graph/shown-graph.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { visibleLine } from "#lib/core/visible-text.ts";

export interface FiledNode {
  readonly id: string;
  /** `group`, `source`, `prefix-list`, `networks`, `internet`, or what is gathered: `stack`, `vpc`, ... */
  readonly kind: string;
  readonly label: string;
  readonly stack: string | null;
  readonly tier: string | null;
  /** Groups or sources it stands for. */
  readonly members: number;
  /** Distinct interfaces that carry it. */
  readonly interfaces: number;
  readonly marks: readonly string[];
}

export interface FiledEdge {
  readonly from: string;
  readonly to: string;
  /** Surely permitted: `tcp/443`. */
  readonly permitted: readonly string[];
  /** Permitted or not: it could not be read. Everything that may be, what is sure included. */
  readonly possibly: readonly string[];
  readonly missing: readonly string[];
  /** Distinct interfaces served. */
  readonly weight: number;
  readonly marks: readonly string[];
}

export interface GraphFile {
  readonly nodes: readonly FiledNode[];
  readonly edges: readonly FiledEdge[];
}

const filedNode = (node: ShownNode): FiledNode => ({
  id: visibleLine(node.id),
  kind: node.level ?? node.kind,
  label: visibleLine(node.label),
  stack: node.plays === null ? null : visibleLine(node.plays.stack),
  tier: node.plays === null ? null : visibleLine(node.plays.tier),
  members: node.members.length,
  interfaces: node.interfaces,
  marks: Object.keys(node.marks).sort(),
});

export const graphFile = ({ nodes, edges }: ShownGraph): GraphFile => {
  const filed = nodes.map(filedNode);
  return {
    nodes: filed,
    edges: edges.map((edge) => ({
      from: filed[edge.from]?.id ?? "",
      to: filed[edge.to]?.id ?? "",
      permitted: printServices(edge.surely),
      possibly: printServices(edge.possibly),
      missing: printServices(edge.missing),
      weight: edge.weight,
      marks: edge.marks,
    })),
  };
};
