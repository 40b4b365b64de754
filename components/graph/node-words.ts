/** A node of the picture in words: for the line beneath it, for its card and for whoever does not see it. */
import { foreignString } from "#components/ui/foreign-characters.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";
import { MARK_ORDER, MARK_WORDS } from "./mark-look.ts";

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const LEVEL_WORDS: Readonly<Record<NonNullable<ShownNode["level"]>, string>> = {
  account: "account",
  region: "Region",
  vpc: "VPC",
  stack: "stack",
  tier: "tier",
  outside: "outside",
  person: "person",
};

/** What it is: `db of shop`, `stack, 4 groups`. */
export const whatItIs = (node: ShownNode): string => {
  if (node.level !== null) {
    const isOutside = node.level === "outside" || node.level === "person";
    return `${LEVEL_WORDS[node.level]}, ${counted(node.members.length, isOutside ? "source" : "group")}`;
  }
  if (node.plays !== null) return `${foreignString(node.plays.tier)} of ${foreignString(node.plays.stack)}`;
  if (node.kind === "group") return "group in no stack";
  if (node.kind === "internet") return "anyone";
  return node.kind === "networks"
    ? "networks without a name"
    : node.kind === "source"
      ? "named source"
      : "prefix list";
};

/** Its marks in words, with how many it stands for. */
export const markWords = ({ marks, kind }: ShownNode): string[] =>
  MARK_ORDER.flatMap((mark) => {
    const count = marks[mark];
    if (count === undefined) return [];
    return [kind === "cluster" ? `${count} ${MARK_WORDS[mark]}` : MARK_WORDS[mark]];
  });

/** All of it in one line. */
export const nodeSentence = (node: ShownNode): string =>
  [
    foreignString(node.label),
    whatItIs(node),
    ...(node.interfaces === 0 ? [] : [counted(node.interfaces, "interface")]),
    ...markWords(node),
  ].join(", ");
