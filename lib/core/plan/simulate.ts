/** What EC2 would say after a step, or after several: a new observation. Laws 2, 4 and 5 are about these states. */
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation, ObservedGroup, ObservedRule } from "../group/observation.ts";
import { freshGroup } from "./new-group.ts";
import type { PlanStep } from "./plan.ts";
import type { RuleStep } from "./step-rules.ts";

/** The rule with that id becomes another, and keeps its id and tags. */
const modified = (
  rules: readonly ObservedRule[],
  { ruleId, before, after }: Extract<RuleStep, { action: "modify" }>,
): readonly ObservedRule[] =>
  rules.map((rule) =>
    rule.ruleId === ruleId && ruleKey(rule) === ruleKey(before) ? { ...rule, ...after } : rule,
  );

function rulesAfter(rules: readonly ObservedRule[], step: RuleStep): readonly ObservedRule[] {
  if (step.action === "modify") return modified(rules, step);
  const key = ruleKey(step.rule);
  switch (step.action) {
    case "authorize":
      if (rules.some((rule) => ruleKey(rule) === key)) return rules;
      return [...rules, { ...step.rule, ruleId: null, tags: step.tags }];
    case "revoke":
      return rules.filter((rule) => ruleKey(rule) !== key);
    case "describe":
      return rules.map((rule) =>
        ruleKey(rule) === key ? { ...rule, description: step.description, tags: step.tags } : rule,
      );
  }
}

/** One step, with its effect as EC2 documents it. A step whose effect is there already changes nothing. */
export function simulate(observation: Observation, step: PlanStep): Observation {
  if (step.action === "set-interface-groups") {
    const interfaces = observation.interfaces.map((item) =>
      item.interfaceId === step.interfaceId ? { ...item, groupIds: step.after } : item,
    );
    return { ...observation, interfaces };
  }
  if (step.action === "create-group") {
    if (observation.groups.some(({ groupId }) => groupId === step.groupId)) return observation;
    const vpc = observation.vpcs.find(({ vpcId }) => vpcId === step.vpcId);
    const group = freshGroup(step, observation.accountId, vpc);
    return { ...observation, groups: [...observation.groups, group] };
  }
  if (step.action === "delete-group") {
    const groups = observation.groups.filter(({ groupId }) => groupId !== step.groupId);
    return { ...observation, groups };
  }
  const after = (group: ObservedGroup): ObservedGroup =>
    group.groupId === step.groupId ? { ...group, rules: rulesAfter(group.rules, step) } : group;
  return { ...observation, groups: observation.groups.map(after) };
}

export const simulateAll = (observation: Observation, steps: readonly PlanStep[]): Observation =>
  steps.reduce(simulate, observation);
