/** What a cell of the matrix says, in short and in full. */

import { shortServices } from "#lib/core/graph/short-services.ts";
import type { ShownEdge } from "#lib/core/graph/shown-edge.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";
import { subtractServices } from "#lib/core/net/service-set.ts";

/** As the server tells it: services in short form, by packet. */
export interface Packets {
  readonly open: readonly string[];
  readonly unknown: readonly string[];
  readonly ungoverned: readonly string[];
}

export interface CellWords {
  /** Fits a cell: `80, 443 +1`. */
  readonly label: string;
  readonly rule: readonly string[];
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
  /** Null where nobody asked, or nobody can. */
  readonly packets: Packets | null;
  /** Rules and packets say different things. */
  readonly differs: boolean;
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** Letters a cell has room for. */
const ROOM = 10;

const cut = (words: readonly string[], most: number): string =>
  words.length > most ? `${words.slice(0, most).join(", ")} +${words.length - most}` : words.join(", ");

/** Two of them and how many more there are, or one: the number is not to be cut off. */
const shortened = (words: readonly string[]): string =>
  cut(words, 2).length <= ROOM ? cut(words, 2) : cut(words, 1);

export const cellWords = (edge: ShownEdge | null, packets: Packets | null): CellWords => {
  const rule = edge === null ? [] : shortServices(edge.surely);
  const unknown = edge === null ? [] : shortServices(subtractServices(edge.possibly, edge.surely));
  const missing = edge === null ? [] : shortServices(edge.missing);
  const byPacket = packets === null ? null : [...packets.open, ...packets.ungoverned];
  const differs = byPacket !== null && !same(rule, byPacket) && (rule.length > 0 || byPacket.length > 0);
  const label = shortened(rule.length > 0 ? rule : missing.length > 0 ? missing : (byPacket ?? []));
  return { label, rule, unknown, missing, packets, differs };
};

const list = (words: readonly string[]): string => (words.length === 0 ? "nothing" : words.join(", "));

/** The whole cell as one sentence, for ears and titles. */
export const cellSentence = (from: ShownNode, to: ShownNode, words: CellWords): string => {
  const { rule, unknown, missing, packets } = words;
  const parts = [
    `By rule ${list(rule)}`,
    ...(unknown.length === 0 ? [] : [`unknown ${unknown.join(", ")}`]),
    ...(missing.length === 0 ? [] : [`missing ${missing.join(", ")}`]),
    ...(packets === null ? [] : [`by packet ${list(packets.open)}`]),
    ...(packets === null || packets.unknown.length === 0
      ? []
      : [`packets nobody can tell of ${packets.unknown.join(", ")}`]),
    ...(packets === null || packets.ungoverned.length === 0
      ? []
      : [`not governed ${packets.ungoverned.join(", ")}`]),
  ];
  return `${from.label} to ${to.label}: ${parts.join("; ")}.`;
};
