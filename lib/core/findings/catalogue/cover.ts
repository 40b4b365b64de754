/**
 * Which rules of a group other rules make superfluous. Only rules that should stay count as cover: one that a model
 * calls extra or too wide should go, and must not make the rule that stays look superfluous.
 */

import type { RuleVerdict } from "#lib/core/diff/diff-direction.ts";
import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import type { CatalogueContext, GroupView } from "./catalogue-context.ts";

export type Stays = "surely" | "perhaps" | "no";

const STAYS: Readonly<Record<RuleVerdict["verdict"], Stays>> = {
  needed: "surely",
  redundant: "surely",
  unmanaged: "surely",
  unknown: "perhaps",
  stale: "no",
  extra: "no",
  "too-wide": "no",
};

const verdictsOf = (held: HeldRule, { parts }: CatalogueContext): readonly RuleVerdict["verdict"][] =>
  (parts.get(held.groupId) ?? []).map(({ view, tier }) => {
    const found = view.diff.tiers.find((each) => each.tier === tier)?.[held.rule.direction].rules;
    return found?.find(({ id }) => id === `${held.groupId} ${held.rule.key}`)?.verdict ?? "unknown";
  });

/** Whether a rule is to stay, as far as the models of this account say. */
export const stays = (held: HeldRule, context: CatalogueContext): Stays => {
  if (held.stale !== null) return "no";
  const verdicts = verdictsOf(held, context).map((verdict) => STAYS[verdict]);
  if (verdicts.includes("no")) return "no";
  return verdicts.includes("perhaps") ? "perhaps" : "surely";
};

/** Whether a model asks for just this rule in its group. */
export const isMeant = (held: HeldRule, context: CatalogueContext): "yes" | "perhaps" | "no" => {
  const verdicts = verdictsOf(held, context);
  if (verdicts.some((verdict) => verdict === "needed" || verdict === "redundant")) return "yes";
  return verdicts.includes("unknown") ? "perhaps" : "no";
};

/** A group's rules in both directions. */
export const allRules = ({ ingress, egress }: GroupView): readonly HeldRule[] => [...ingress, ...egress];
