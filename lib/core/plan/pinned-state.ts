/** What a plan rests on: read when it is made, compared again before it is carried out (`still-holds.ts`). */
import { canonicalRules, ruleKey } from "../group/canonical-rule.ts";
import type { ObservedRule } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { intersectFlows, isEmptyFlows } from "../net/flow-set.ts";
import type { PinnedState, PlanStep, RuleSpecification } from "./plan.ts";
import { isRuleStep, rulesOfStep } from "./step-rules.ts";

type PinnedRule = PinnedState["rules"][number];

/** The rules of the same group and direction that share a flow with this one, itself included. */
function overlapping(groupId: string, rule: RuleSpecification, index: ObservationIndex): PinnedRule[] {
  const group = index.groups.get(groupId);
  if (group === undefined) return [];
  const own = ruleFlows(rule, group, index).possibly;
  const isNear = (other: ObservedRule): boolean =>
    ruleKey(other) === ruleKey(rule) ||
    !isEmptyFlows(intersectFlows(own, ruleFlows(other, group, index).possibly));
  return group.rules
    .filter((other) => other.direction === rule.direction && isNear(other))
    .map((other) => ({ groupId, rule: other }));
}

/** A group goes with all its rules. */
const everyRule = (groupId: string, index: ObservationIndex): PinnedRule[] =>
  (index.groups.get(groupId)?.rules ?? []).map((rule) => ({ groupId, rule }));

/** Every rule near any step, each once, in a fixed order. */
export function overlappingRules(steps: readonly PlanStep[], index: ObservationIndex): readonly PinnedRule[] {
  const near = steps.flatMap((step) => {
    if (step.action === "delete-group") return everyRule(step.groupId, index);
    return isRuleStep(step)
      ? rulesOfStep(step).flatMap((rule) => overlapping(step.groupId, rule, index))
      : [];
  });
  const byGroup = new Map<string, ObservedRule[]>();
  for (const { groupId, rule } of near) byGroup.set(groupId, [...(byGroup.get(groupId) ?? []), rule]);
  return [...byGroup.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([groupId, rules]) =>
      canonicalRules(rules).flatMap(({ copies: [rule] }) => (rule === undefined ? [] : [{ groupId, rule }])),
    );
}

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

/** A group that a rule names though it is gone already cannot go again; one of another account is not ours to see. */
const isThere = (groupId: string, index: ObservationIndex): boolean => {
  const { accountId } = index.observation;
  return index.groups.has(groupId) || (index.ownerByGroup.get(groupId) ?? accountId) !== accountId;
};

export function pinnedState(
  steps: readonly PlanStep[],
  pattern: PinnedState["pattern"],
  index: ObservationIndex,
): PinnedState {
  const rules = overlappingRules(steps, index);
  const changed = steps.flatMap(rulesOfStep);
  const peers = [...rules.map(({ rule }) => rule.peer), ...changed.map((rule) => rule.peer)];
  const prefixListIds = sorted(
    peers.flatMap((peer) => (peer.kind === "prefix-list" ? [peer.prefixListId] : [])),
  );
  const interfaces = steps.flatMap((step) =>
    step.action === "set-interface-groups" ? [{ interfaceId: step.interfaceId, groupIds: step.before }] : [],
  );
  return {
    rules,
    prefixLists: prefixListIds.map((prefixListId) => ({
      prefixListId,
      version: index.prefixLists.get(prefixListId)?.version ?? null,
    })),
    referencedGroupIds: sorted([
      ...peers.flatMap((peer) => (peer.kind === "group" ? [peer.groupId] : [])),
      ...steps.flatMap((step) => (step.action === "set-interface-groups" ? step.after : [])),
    ]).filter((groupId) => isThere(groupId, index)),
    pattern,
    interfaces: interfaces.sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1)),
  };
}
