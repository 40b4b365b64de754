/** A graph for Graphviz. Every text stands in quotes, in which only quotes and backslashes mean something. */
import type { GraphFile } from "./graph-file.ts";

const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

const attributes = (all: Readonly<Record<string, string>>): string =>
  `[${Object.entries(all)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(", ")}]`;

export const printDot = ({ nodes, edges }: GraphFile): string => {
  const node = ({ id, label, kind, stack, tier, interfaces, marks }: GraphFile["nodes"][number]) =>
    `  ${quoted(id)} ${attributes({
      label,
      kind,
      ...(stack === null || tier === null ? {} : { stack, tier }),
      interfaces: `${interfaces}`,
      marks: marks.join(" "),
      shape: kind === "group" ? "box" : "ellipse",
    })};`;
  const edge = ({ from, to, permitted, possibly, missing, weight, marks }: GraphFile["edges"][number]) =>
    `  ${quoted(from)} -> ${quoted(to)} ${attributes({
      label: possibly.join(", "),
      permitted: permitted.join(" "),
      missing: missing.join(" "),
      interfaces: `${weight}`,
      marks: marks.join(" "),
      style: marks.includes("drift") ? "dashed" : marks.includes("unknown") ? "dotted" : "solid",
    })};`;
  return ["digraph account {", "  rankdir=LR;", ...nodes.map(node), ...edges.map(edge), "}", ""].join("\n");
};
