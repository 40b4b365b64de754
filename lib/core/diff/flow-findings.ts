/** Findings about flows rather than about one rule: what no rule names, and what nobody can tell. */
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { flowsOfRectangle, rectanglesOf } from "#lib/core/net/rectangle.ts";
import type { TierComparison } from "./compare-tier.ts";
import type { MissingFinding, UnknownFinding } from "./finding.ts";
import type { HeldRule } from "./judge-rules.ts";
import { linesOf } from "./line.ts";
import { openAnyway, openRules } from "./open-anyway.ts";

/** One finding a line, for each combination of groups that lacks it: each can be put right by one rule. */
export const missingFindings = (
  tier: string,
  direction: Direction,
  comparison: TierComparison,
  rules: readonly HeldRule[],
  index: ObservationIndex,
): MissingFinding[] => {
  const open = comparison.shortfalls.length === 0 ? [] : openRules(rules, index);
  return comparison.shortfalls.flatMap(({ carried, flows }) => {
    const [groupId = ""] = carried;
    const carriedRules = open.filter((rule) => carried.includes(rule.held.groupId));
    return rectanglesOf(flows).flatMap((rectangle) => {
      const part = flowsOfRectangle(rectangle);
      const lines = linesOf(part, index);
      const name = lines.map(({ peer, service }) => `${service} ${peer}`).join(" ");
      return {
        kind: "missing",
        id: `missing/${tier}/${direction}/${carried.join("+")}/${name}`,
        tier,
        direction,
        groupId,
        carried,
        lines,
        witness: lines[0]?.witness ?? null,
        openAnyway: openAnyway(part, carriedRules, index),
      };
    });
  });
};

/** Groups whose rules were not read; then flows that may be missing for that or another reason. */
export const unknownFindings = (
  tier: string,
  direction: Direction,
  { groupIds, maybeMissing }: TierComparison,
  index: ObservationIndex,
): UnknownFinding[] => {
  const about = {
    kind: "unknown",
    tier,
    direction,
    ruleKey: null,
    ruleIds: [],
    rule: null,
    witness: null,
  } as const;
  const isUnread = (groupId: string) => {
    const group = index.groups.get(groupId);
    return group === undefined ? !index.observation.parts.groups.complete : !group.rulesKnown;
  };
  const unread = groupIds.filter(isUnread).map((groupId): UnknownFinding => {
    const id = `unknown/${tier}/${direction}/${groupId}`;
    return { ...about, id, subject: "rules", groupId, lines: [] };
  });
  const lines = linesOf(maybeMissing, index);
  if (lines.length === 0) return unread;
  const id = `unknown/${tier}/${direction}`;
  return [...unread, { ...about, id, subject: "flows", groupId: null, lines }];
};
