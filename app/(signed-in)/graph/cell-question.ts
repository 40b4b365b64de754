import { askHref } from "#components/ask/ask-links.ts";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";

const nameOf = (graph: AccountGraph, node: ShownNode): string | null => {
  const [only, ...others] = node.members.flatMap((place) => graph.nodes[place] ?? []);
  if (only === undefined || others.length > 0) return null;
  return only.kind === "group" || only.kind === "internet" || only.id.includes("/") ? only.id : null;
};

/** The question that a cell of the matrix answers; null where an end stands for several. `at`: empty for now. */
export const cellQuestion =
  (graph: AccountGraph, at: string) =>
  (from: ShownNode, to: ShownNode): string | null => {
    const [sender, receiver] = [nameOf(graph, from), nameOf(graph, to)];
    const isAsked = sender !== null && receiver?.startsWith("sg-") === true;
    return isAsked ? askHref(`can ${sender} reach ${receiver}`, at === "" ? null : at) : null;
  };
