/** What people may ask for about a finding, in the ways that changes to a stack are asked for. */

import { doorOf } from "#lib/core/plan/last-source.ts";
import type { RuleChange } from "#lib/core/plan/plan-rule.ts";
import type { CatalogueContext, StackView } from "./catalogue-context.ts";
import type { Remedy } from "./catalogue-finding.ts";

export type FindingProposal =
  | (RuleChange & {
      readonly kind: "rule";
      readonly stack: string;
      /** It is a rule of the door: without it nobody may be left with SSH. */
      readonly isDoor: boolean;
    })
  /** "Make it match", where a person sees the whole plan first. */
  | { readonly kind: "match"; readonly stack: string };

const isDoor = ({ stack }: StackView, groupId: string): boolean => {
  const door = doorOf(stack)?.tier.name;
  return stack.bindings.some(
    ({ tier, primaryGroupId, otherGroupIds }) =>
      tier === door && [primaryGroupId, ...otherGroupIds].includes(groupId),
  );
};

/** Null where there is no plan, or no stack through which anybody could ask for it. */
export const proposalOf = (remedy: Remedy, { stacks }: CatalogueContext): FindingProposal | null => {
  if (remedy.kind === "none" || remedy.stack === null) return null;
  const view = stacks.find(({ stack }) => stack.name === remedy.stack);
  if (view === undefined) return null;
  const name = view.stack.name;
  if (remedy.kind === "revoke") {
    const [rule, ...others] = remedy.rules;
    if (rule === undefined || others.length > 0) return null;
    return { kind: "rule", stack: name, ...rule, change: "remove", isDoor: isDoor(view, rule.groupId) };
  }
  const found = view.diff.findings.filter(({ id }) => remedy.findingIds.includes(id));
  const [finding, ...others] = found;
  if (finding === undefined) return null;
  const isRule =
    finding.kind === "extra" || finding.kind === "too-wide" || finding.kind === "stale-reference";
  if (!isRule || others.length > 0) return { kind: "match", stack: name };
  const { groupId, ruleKey } = finding;
  const change = finding.kind === "too-wide" ? "narrow" : "remove";
  return { kind: "rule", stack: name, groupId, ruleKey, change, isDoor: isDoor(view, groupId) };
};
