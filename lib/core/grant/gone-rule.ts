import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import type { GrantRule } from "../plan/plan-grant.ts";

/**
 * Why a grant's own rule cannot get a later end, as `seen` shows its group: somebody took the rule away, past
 * Sallyport. Null while it is there.
 */
export function whyRuleIsGone({ groupId, shape }: GrantRule, seen: Observation): string | null {
  const group = seen.groups.find((each) => each.groupId === groupId);
  return group?.rules.some((rule) => ruleKey(rule) === ruleKey(shape)) === true
    ? null
    : `The rule of this grant is no longer in ${groupId}: hand it back and ask anew.`;
}
