/** Nodes and clusters that fit a search: by name, id, network, stack, tier, VPC or person. */
import { clustersOf } from "./clusters.ts";
import type { AccountGraph, GraphNode } from "./graph.ts";

export interface FoundNode {
  /** Node or cluster id. */
  readonly id: string;
  /** Text that others wrote. */
  readonly label: string;
  /** What tells two of the same name apart. */
  readonly detail: string;
}

const detailOf = ({ id, plays, vpcId, ownerName }: GraphNode): string => {
  if (plays !== null) return `${plays.tier} of ${plays.stack}`;
  return ownerName ?? vpcId ?? id;
};

/** At most `limit`, those whose name begins with the text first, then in the order of the graph. */
export const searchNodes = (graph: AccountGraph, text: string, limit: number): readonly FoundNode[] => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const [first] = words;
  if (first === undefined) return [];
  const all = [
    ...[...clustersOf(graph).byId.values()]
      .filter(({ size }) => size > 1)
      .map(({ id, label, level }) => ({ id, label, detail: level, text: `${label} ${level}` })),
    ...graph.nodes.map((node) => {
      const detail = detailOf(node);
      return {
        id: node.id,
        label: node.label,
        detail,
        text: `${node.label} ${node.id} ${detail} ${node.vpcId ?? ""}`,
      };
    }),
  ];
  const found = all.filter((entry) => words.every((word) => entry.text.toLowerCase().includes(word)));
  const begins = ({ label }: FoundNode) => (label.toLowerCase().startsWith(first) ? 0 : 1);
  return found
    .sort((a, b) => begins(a) - begins(b))
    .slice(0, limit)
    .map(({ id, label, detail }) => ({ id, label, detail }));
};
