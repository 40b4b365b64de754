/** The level a picture is gathered at: as the address says, or whatever can be read on a screen of that form. */
import { clustersOf, type Level } from "#lib/core/graph/clusters.ts";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import { type GraphQuery, usualLevel } from "#lib/core/graph/graph-query.ts";
import type { Form } from "./arrange.ts";

/** More stacks than this cannot be told apart on a phone; fewer VPCs tell nothing. */
const MOST_STACKS = 40;
const FEWEST_VPCS = 4;

/** Kept with the graph: it is asked with every movement of the pointer. */
const kept = new WeakMap<AccountGraph, Readonly<Record<Form, Level>>>();

const usualOf = (graph: AccountGraph): Readonly<Record<Form, Level>> => {
  const known = kept.get(graph);
  if (known !== undefined) return known;
  const wide = usualLevel(graph.nodes.reduce((count, { kind }) => count + (kind === "group" ? 1 : 0), 0));
  const levels = [...clustersOf(graph).byId.values()].map(({ level }) => level);
  const count = (level: Level) => levels.filter((each) => each === level).length;
  const isMuch = wide === "stack" && count("stack") > MOST_STACKS && count("vpc") >= FEWEST_VPCS;
  const usual = { wide, tall: isMuch ? "vpc" : wide } as const;
  kept.set(graph, usual);
  return usual;
};

export const levelOf = (graph: AccountGraph, { by }: GraphQuery, form: Form = "wide"): Level =>
  by ?? usualOf(graph)[form];
