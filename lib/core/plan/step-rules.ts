/** Which rules a step is about. */
import type { PlanStep, RuleSpecification } from "./plan.ts";

/** A step about rules of a group. */
export type RuleStep = Extract<PlanStep, { action: "authorize" | "revoke" | "describe" }>;

const RULE_ACTIONS: readonly PlanStep["action"][] = ["authorize", "revoke", "describe"];

export const isRuleStep = (step: PlanStep): step is RuleStep => RULE_ACTIONS.includes(step.action);

/** The rules that a step adds, takes away or describes; what it takes away comes first. */
export function rulesOfStep(step: PlanStep): readonly RuleSpecification[] {
  switch (step.action) {
    case "authorize":
    case "revoke":
    case "describe":
      return [step.rule];
    case "set-interface-groups":
    case "create-group":
    case "delete-group":
      return [];
  }
}
