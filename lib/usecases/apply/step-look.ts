/**
 * What a step still needs, decided from what EC2 shows now. A step is done when EC2 shows its effect, whoever brought
 * it about; so a step that is looked at again after a crash, or after a lost answer, is never done twice.
 */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup, ObservedInterface, ObservedRule } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import type { Call } from "./ec2-gate.ts";

/** The group or interface a step changes, as it is now; null when it does not exist. */
export type TargetNow =
  | { readonly kind: "group"; readonly group: ObservedGroup | null }
  | { readonly kind: "interface"; readonly interface: ObservedInterface | null };

export type StepLook =
  | { readonly kind: "done" }
  | { readonly kind: "call"; readonly call: Call }
  /** The step cannot have its effect any more, and why. */
  | { readonly kind: "impossible"; readonly sentence: string };

const DONE: StepLook = { kind: "done" };
const impossible = (sentence: string): StepLook => ({ kind: "impossible", sentence });

/** What a step acts on within its lease: opposite steps have the same. */
export const stepTarget = (step: PlanStep): string =>
  step.action === "set-interface-groups" ? step.interfaceId : `${step.groupId} ${ruleKey(step.rule)}`;

/** The group or interface that a step changes. */
export const stepOwner = (step: PlanStep): string =>
  step.action === "set-interface-groups" ? step.interfaceId : step.groupId;

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((id) => right.includes(id));

export function lookAtStep(step: PlanStep, now: TargetNow): StepLook {
  if (step.action === "set-interface-groups") {
    return lookAtInterface(step, now.kind === "interface" ? now.interface : null);
  }
  return lookAtRule(step, now.kind === "group" ? now.group : null);
}

function lookAtRule(
  step: Exclude<PlanStep, { action: "set-interface-groups" }>,
  group: ObservedGroup | null,
): StepLook {
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
