/**
 * Whether a plan does what its kind of change says, and nothing else. What people approve by its few words ("open SSH
 * for Mara"), and what needs nobody's approval, must be only that.
 */
import { type RuleShape, ruleKey } from "../group/canonical-rule.ts";
import type { PlanStep } from "../plan/plan.ts";
import { isRuleStep, rulesOfStep } from "../plan/step-rules.ts";

export type ChangeKind = "grant" | "extend" | "revoke" | "expire" | "match" | "rule";

/** A rule that one of the change's grants stands for. */
export interface GrantedRule {
  readonly groupId: string;
  readonly shape: RuleShape;
}

const ALLOWED = {
  grant: ["authorize", "describe"],
  extend: ["authorize", "describe"],
  revoke: ["revoke", "describe"],
  expire: ["revoke", "describe"],
} as const satisfies Partial<Record<ChangeKind, readonly PlanStep["action"][]>>;

const isAboutGrant = (step: PlanStep, granted: readonly GrantedRule[]): boolean =>
  isRuleStep(step) &&
  rulesOfStep(step).every((rule) =>
    granted.some(({ groupId, shape }) => groupId === step.groupId && ruleKey(shape) === ruleKey(rule)),
  );

/** Why the steps are not what a change of this kind with these grants may do; null when they are. */
export function whyPlanDoesNotFit(
  kind: ChangeKind,
  steps: readonly PlanStep[],
  granted: readonly GrantedRule[],
): string | null {
  if (kind === "match" || kind === "rule") return null;
  const allowed: readonly string[] = ALLOWED[kind];
  if (steps.some((step) => !allowed.includes(step.action))) {
    return kind === "grant" || kind === "extend"
      ? "Its steps take something away, and it only asks to open."
      : "Its steps open something, and it only asks to end access.";
  }
  if (steps.some((step) => !isAboutGrant(step, granted))) {
    return "Its steps are about other rules than its grants'.";
  }
  return null;
}
