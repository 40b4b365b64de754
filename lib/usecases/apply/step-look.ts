/**
 * What a step still needs, decided from what EC2 shows now. A step is done when EC2 shows its effect, whoever brought
 * it about; so a step that is looked at again after a crash, or after a lost answer, is never done twice.
 */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup, ObservedInterface, ObservedRule } from "#lib/core/group/observation.ts";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import { isRuleStep, type RuleStep } from "#lib/core/plan/step-rules.ts";
import type { Call } from "./ec2-gate.ts";

/** The group or interface a step changes, as it is now; null when it does not exist. */
export type TargetNow =
  | { readonly kind: "group"; readonly group: ObservedGroup | null }
  /** For a group that is to be made: every group of its VPC, without their rules' ids. */
  | { readonly kind: "vpc"; readonly groups: readonly ObservedGroup[] }
  | { readonly kind: "interface"; readonly interface: ObservedInterface | null };

export type StepLook =
  /** `made`: the id of the group that the step has made. */
  | { readonly kind: "done"; readonly made?: string }
  | { readonly kind: "call"; readonly call: Call }
  /** The step cannot have its effect any more, and why. */
  | { readonly kind: "impossible"; readonly sentence: string };

const DONE: StepLook = { kind: "done" };
const impossible = (sentence: string): StepLook => ({ kind: "impossible", sentence });

/** What a step acts on within its lease, the first of which names it: opposite steps share at least one. */
export function stepTargets(step: PlanStep): readonly [string, ...string[]] {
  if (!isRuleStep(step)) return [stepOwner(step)];
  const target = (rule: RuleSpecification) => `${step.groupId} ${ruleKey(rule)}`;
  return step.action === "modify" ? [target(step.before), target(step.after)] : [target(step.rule)];
}

/** The group or interface that a step changes; of a group that is to be made, its name in its VPC. */
export function stepOwner(step: PlanStep): string {
  if (step.action === "set-interface-groups") return step.interfaceId;
  return step.action === "create-group" ? `${step.vpcId}/${step.name.toLowerCase()}` : step.groupId;
}

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((id) => right.includes(id));

export function lookAtStep(step: PlanStep, now: TargetNow): StepLook {
  if (step.action === "set-interface-groups") {
    return lookAtInterface(step, now.kind === "interface" ? now.interface : null);
  }
  if (step.action === "create-group") return lookAtNewGroup(step, now.kind === "vpc" ? now.groups : []);
  const group = now.kind === "group" ? now.group : null;
  if (step.action === "modify") return lookAtModified(step, group);
  if (step.action !== "delete-group") return lookAtRule(step, group);
  const { groupId } = step;
  return group === null ? DONE : { kind: "call", call: { kind: "delete-group", groupId } };
}

/** The tag by which a group that a step has made is known again when the answer was lost: a random word of its own. */
export const REQUEST_TAG = "sallyport:request";

/** Names are unique in a VPC whatever their case. A group of that name is the step's own only with its own tag. */
function lookAtNewGroup(
  step: Extract<PlanStep, { action: "create-group" }>,
  groups: readonly ObservedGroup[],
): StepLook {
  const { vpcId, name, description, tags } = step;
  const named = groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
  if (named === undefined) {
    return { kind: "call", call: { kind: "create-group", vpcId, name, description, tags } };
  }
  const mark = tags[REQUEST_TAG];
  if (mark !== undefined && named.tags[REQUEST_TAG] === mark) return { kind: "done", made: named.groupId };
  return impossible(`${vpcId} has a group named ${name} already, and this change did not make it.`);
}

function lookAtRule(step: Exclude<RuleStep, { action: "modify" }>, group: ObservedGroup | null): StepLook {
  if (group === null) {
    return step.action === "revoke" ? DONE : impossible(`The group ${step.groupId} does not exist any more.`);
  }
  const key = ruleKey(step.rule);
  const found = group.rules.filter((rule) => ruleKey(rule) === key);
  const [first] = found;
  const { groupId, rule } = step;
  switch (step.action) {
    case "authorize":
      if (first !== undefined) return DONE;
      return { kind: "call", call: { kind: "authorize", groupId, rule, tags: step.tags } };
    case "revoke":
      if (first === undefined) return DONE;
      return { kind: "call", call: { kind: "revoke", groupId, rule } };
    case "describe":
      if (first === undefined) return impossible(`The rule it describes is not in ${groupId} any more.`);
      return lookAtDescription(step, first);
  }
}

/** The call goes by the rule's id, so the rule must be just what it was, or be just what it should become. */
function lookAtModified(
  step: Extract<PlanStep, { action: "modify" }>,
  group: ObservedGroup | null,
): StepLook {
  const { groupId, ruleId, before, after } = step;
  if (group === null) return impossible(`The group ${groupId} does not exist any more.`);
  const found = group.rules.find((rule) => rule.ruleId === ruleId);
  if (found === undefined) return impossible(`The rule ${ruleId} is not in ${groupId} any more.`);
  const key = ruleKey(found);
  if (key === ruleKey(after)) return DONE;
  if (key !== ruleKey(before)) {
    return impossible(`The rule ${ruleId} of ${groupId} was changed by somebody else meanwhile.`);
  }
  return { kind: "call", call: { kind: "modify-rule", groupId, ruleId, rule: after } };
}

function lookAtDescription(step: Extract<PlanStep, { action: "describe" }>, found: ObservedRule): StepLook {
  const { groupId, rule, description, tags } = step;
  if (found.description !== description) {
    return { kind: "call", call: { kind: "write-description", groupId, rule, description } };
  }
  const lacking = Object.entries(tags).some(([name, value]) => found.tags[name] !== value);
  if (lacking && found.ruleId !== null) {
    return { kind: "call", call: { kind: "write-tags", ruleId: found.ruleId, tags } };
  }
  return DONE;
}

function lookAtInterface(
  step: Extract<PlanStep, { action: "set-interface-groups" }>,
  found: ObservedInterface | null,
): StepLook {
  if (found === null) return impossible(`The interface ${step.interfaceId} does not exist any more.`);
  if (sameSet(found.groupIds, step.after)) return DONE;
  if (!sameSet(found.groupIds, step.before)) {
    return impossible(`The groups of ${step.interfaceId} were changed by somebody else meanwhile.`);
  }
  const { interfaceId, after } = step;
  return { kind: "call", call: { kind: "set-interface-groups", interfaceId, groupIds: after } };
}
