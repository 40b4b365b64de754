/** A graph as GraphML 1.0, for Gephi, yEd and their like. */
import type { GraphFile } from "./graph-file.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const NODE_KEYS = ["label", "kind", "stack", "tier", "members", "interfaces", "marks"] as const;
const EDGE_KEYS = ["permitted", "possibly", "missing", "weight", "marks"] as const;
const NUMBERS: ReadonlySet<string> = new Set(["members", "interfaces", "weight"]);

type Value = string | number | readonly string[] | null;

const written = (value: Value): string => (Array.isArray(value) ? value.join(" ") : `${value ?? ""}`);

const data = <Key extends string>(
  of: "node" | "edge",
  keys: readonly Key[],
  item: Readonly<Record<Key, Value>>,
) =>
  keys
    .filter((key) => written(item[key]) !== "")
    .map((key) => `<data key="${of}-${key}">${escaped(written(item[key]))}</data>`)
    .join("");

const declared = (of: "node" | "edge", keys: readonly string[]): string[] =>
  keys.map(
    (key) =>
      `  <key id="${of}-${key}" for="${of}" attr.name="${key}" attr.type="${NUMBERS.has(key) ? "int" : "string"}"/>`,
  );

export const printGraphml = ({ nodes, edges }: GraphFile): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declared("node", NODE_KEYS),
    ...declared("edge", EDGE_KEYS),
    '  <graph id="account" edgedefault="directed">',
    ...nodes.map((node) => `    <node id="${escaped(node.id)}">${data("node", NODE_KEYS, node)}</node>`),
    ...edges.map(
      (edge) =>
        `    <edge source="${escaped(edge.from)}" target="${escaped(edge.to)}">${data("edge", EDGE_KEYS, edge)}</edge>`,
    ),
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
