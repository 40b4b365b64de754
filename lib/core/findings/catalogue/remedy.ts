/** How rules that should go are taken away, and why they sometimes are not. */

import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { ALL_SERVICES, type ServiceSet, subtractServices } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { untouchable } from "#lib/core/plan/left-out.ts";
import type { CatalogueContext, Part } from "./catalogue-context.ts";
import type { Remedy } from "./catalogue-finding.ts";
import { listed } from "./words.ts";

export const noPlan = (because: string): Remedy => ({ kind: "none", because });

/** Exactly these rules, whatever a model says of them. */
export const revoke = (
  rules: readonly { readonly groupId: string; readonly ruleKey: string }[],
  stack: string | null,
): Remedy => ({
  kind: "revoke",
  stack,
  rules: rules.map(({ groupId, ruleKey }) => ({ groupId, ruleKey })),
});

const named = (rules: readonly HeldRule[]) =>
  rules.map(({ groupId, rule }) => ({ groupId, ruleKey: rule.key }));

const inStack = (rules: readonly HeldRule[], { view, tier }: Part): Remedy => {
  const { stack, diff } = view;
  const findingIds = rules.map(
    ({ groupId, rule }) =>
      diff.findings.find(
        (finding) =>
          (finding.kind === "extra" || finding.kind === "too-wide" || finding.kind === "stale-reference") &&
          finding.groupId === groupId &&
          finding.ruleKey === rule.key,
      )?.id,
  );
  const found = findingIds.flatMap((id) => id ?? []);
  if (found.length === rules.length) return { kind: "match", stack: stack.name, findingIds: found };
  const directions = new Set(rules.map(({ rule }) => rule.direction));
  const model = stack.pattern.tiers.find(({ name }) => name === tier);
  if (model !== undefined && [...directions].every((direction) => model[direction].mode === "unmanaged"))
    return revoke(named(rules), stack.name);
  return noPlan(
    `The pattern ${stack.pattern.name} means it for ${tier} of ${stack.name}: the pattern must change first.`,
  );
};

/** Why no plan may touch a group: who owns it, who manages it, or how many depend on it. Null when one may. */
export const whyNoPlan = (groupId: string, { index, parts }: CatalogueContext): string | null => {
  const played = parts.get(groupId) ?? [];
  const stacks = [...new Set(played.map(({ view, tier }) => `${tier} of ${view.stack.name}`))];
  const shared = `The group plays ${listed(stacks)}: what helps one may hurt the other.`;
  return untouchable(groupId, index) ?? (stacks.length > 1 ? shared : null);
};

/**
 * Takes these rules of one group away. `meantToGo`: the services that should; a rule that also lets in others is not
 * taken from a group no model speaks of.
 */
export const removal = (
  groupId: string,
  rules: readonly HeldRule[],
  context: CatalogueContext,
  meantToGo?: ServiceSet,
): Remedy => {
  const why = whyNoPlan(groupId, context);
  if (why !== null) return noPlan(why);
  const [part] = context.parts.get(groupId) ?? [];
  if (part !== undefined) return inStack(rules, part);
  if (meantToGo === undefined) return revoke(named(rules), null);
  const wider = rules.find(({ rule }) => subtractServices(ruleServices(rule).possibly, meantToGo).length > 0);
  if (wider === undefined) return revoke(named(rules), null);
  const all = ruleServices(wider.rule).possibly;
  const rest =
    subtractServices(ALL_SERVICES, all).length === 0
      ? "everything else"
      : listed(printServices(subtractServices(all, meantToGo)));
  return noPlan(
    `The rule ${ruleWords(wider.rule)} also lets in ${rest}, and no model says which of it is meant. Bind the group to a stack, or narrow the rule by hand.`,
  );
};
