/** What to show of an answer on the graph: the groups it is about, and the edges whose rules let packets through. */
import type { Highlight } from "#lib/core/graph/graph.ts";
import { INTERNET, networkPlaces } from "#lib/core/graph/peer-places.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ReachRule, WayEnd } from "#lib/core/reach/answer.ts";
import type { InquiryAnswer } from "./answer-inquiry.ts";

type Pair = Highlight["pairs"][number];

const groupsOfEnd = (end: WayEnd | null): readonly string[] => end?.groupIds ?? [];

/** `named`: canonical CIDRs that have a node of their own. */
export const highlightAnswer = (
  answer: InquiryAnswer,
  index: ObservationIndex,
  named: ReadonlySet<string>,
): Highlight => {
  const placeOf = networkPlaces(index, named);
  const nodeOf = ({ groupId, rule }: ReachRule): string => {
    if (rule.peer.startsWith("sg-") || rule.peer.startsWith("pl-")) return rule.peer;
    return placeOf(rule.peer, index.groups.get(groupId)?.vpcId ?? null).nodeId;
  };
  const into = (rules: readonly ReachRule[]): Pair[] =>
    rules.map((rule) => ({ from: nodeOf(rule), to: rule.groupId }));
  const nodeIds: string[] = [];
  const pairs: Pair[] = [];
  if (answer.kind === "who") {
    pairs.push(...into(answer.who.rules));
  } else if (answer.kind === "can") {
    for (const { answer: hop } of answer.hops) {
      nodeIds.push(...groupsOfEnd(hop.source), ...groupsOfEnd(hop.target));
      nodeIds.push(...hop.obstacles.flatMap(({ groupIds }) => groupIds));
      pairs.push(...into(hop.target?.rules ?? []));
      if (hop.target?.governed === "outside")
        pairs.push(...(hop.source?.rules ?? []).map((rule) => ({ from: rule.groupId, to: nodeOf(rule) })));
    }
  } else {
    nodeIds.push(...answer.what.targets.flatMap(({ groupIds }) => groupIds));
    if (answer.question.includes(" internet ")) pairs.push(...nodeIds.map((to) => ({ from: INTERNET, to })));
  }
  const ends = pairs.flatMap(({ from, to }) => [from, to]);
  const once = new Map(pairs.map((pair) => [`${pair.from} ${pair.to}`, pair]));
  return { nodeIds: [...new Set([...nodeIds, ...ends])].sort(), pairs: [...once.values()] };
};
