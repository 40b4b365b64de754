/** Which rules a step is about. */
import type { Direction } from "../group/observation.ts";
import type { PlanStep, RuleSpecification } from "./plan.ts";

/** A step about rules of a group. */
export type RuleStep = Extract<PlanStep, { action: "authorize" | "revoke" | "modify" | "describe" }>;

const RULE_ACTIONS: readonly PlanStep["action"][] = ["authorize", "revoke", "modify", "describe"];

export const isRuleStep = (step: PlanStep): step is RuleStep => RULE_ACTIONS.includes(step.action);

/** The rules that a step adds, takes away or describes; what it takes away comes first. */
export function rulesOfStep(step: PlanStep): readonly RuleSpecification[] {
  switch (step.action) {
    case "authorize":
    case "revoke":
    case "describe":
      return [step.rule];
    case "modify":
      return [step.before, step.after];
    case "set-interface-groups":
    case "create-group":
    case "delete-group":
      return [];
  }
}

/** The rule that a step brings to its group; null when it brings none. */
export const addedRule = (step: PlanStep): RuleSpecification | null =>
  step.action === "authorize" ? step.rule : step.action === "modify" ? step.after : null;

/** The rule that a step takes from its group; null when it takes none. */
export const removedRule = (step: PlanStep): RuleSpecification | null =>
  step.action === "revoke" ? step.rule : step.action === "modify" ? step.before : null;

/** The side of a group that a step about rules is on. */
export const directionOfStep = (step: RuleStep): Direction =>
  step.action === "modify" ? step.after.direction : step.rule.direction;
