/** The rules of one end that let through some flows. */

import type { Bounds } from "#lib/core/group/bounds.ts";
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import type { Direction, ObservedGroup } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import { rulesOfServices } from "#lib/core/group/rules-of-services.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { ReachRule } from "./answer.ts";

export interface GroupRule {
  readonly group: ObservedGroup;
  readonly rule: CanonicalRule;
  /** By rule. */
  readonly flows: Bounds;
}

/** The distinct rules of these groups in one direction that have to do with some services, as far as they were read. */
export const rulesOfGroups = (
  groupIds: readonly string[],
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): GroupRule[] =>
  groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    if (group === undefined || !group.rulesKnown) return [];
    return canonicalRules(rulesOfServices(group, direction, services)).map((rule) => ({
      group,
      rule,
      flows: ruleFlows(rule, group, index),
    }));
  });

export const reachRule = ({ group, rule }: Pick<GroupRule, "group" | "rule">): ReachRule => ({
  groupId: group.groupId,
  ruleKey: rule.key,
  ruleIds: rule.ruleIds,
  rule: ruleText(rule),
});
