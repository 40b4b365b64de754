/**
 * Whether a plan does what its kind of change says, and nothing else. What people approve by its few words ("open SSH
 * for Mara"), and what needs nobody's approval, must be only that.
 */
import { type RuleShape, ruleKey } from "../group/canonical-rule.ts";
import type { PlanStep } from "../plan/plan.ts";
import { isRuleStep, rulesOfStep } from "../plan/step-rules.ts";

export type ChangeKind =
  | "grant"
  | "extend"
  | "revoke"
  | "expire"
  | "match"
  | "rule"
  | "create-stack"
  | "retire-stack"
  | "review"
  | "put-back";

/** A rule that one of the change's grants stands for, a standing source that it takes away, or what changed outside. */
export interface GrantedRule {
  readonly groupId: string;
  readonly shape: RuleShape;
}

const ALLOWED = {
  grant: ["authorize", "describe"],
  extend: ["authorize", "describe"],
  revoke: ["revoke", "describe"],
  expire: ["revoke", "describe"],
  review: ["revoke", "describe"],
  "put-back": ["authorize", "revoke"],
} as const satisfies Partial<Record<ChangeKind, readonly PlanStep["action"][]>>;

const WHOSE: Partial<Record<ChangeKind, string>> = {
  review: "the review revoked",
  "put-back": "those that changed outside",
};

const isAboutGrant = (step: PlanStep, granted: readonly GrantedRule[]): boolean =>
  isRuleStep(step) &&
  rulesOfStep(step).every((rule) =>
    granted.some(({ groupId, shape }) => groupId === step.groupId && ruleKey(shape) === ruleKey(rule)),
  );

/** A new stack makes groups, writes their rules, and gives them to interfaces: nobody loses anything by it. */
function onlyMakes(steps: readonly PlanStep[]): boolean {
  const made = new Set(steps.flatMap((step) => (step.action === "create-group" ? [step.groupId] : [])));
  return steps.every((step) => {
    if (step.action === "set-interface-groups") {
      const added = step.after.filter((groupId) => !step.before.includes(groupId));
      const keeps = step.before.every((groupId) => step.after.includes(groupId));
      return keeps && added.every((groupId) => made.has(groupId));
    }
    return step.action !== "delete-group" && made.has(step.groupId);
  });
}

/** A retired stack loses groups of its own, and they their rules; interfaces let go of these, and of no other. */
function onlyRetires(steps: readonly PlanStep[], own: ReadonlySet<string>): boolean {
  const going = new Set(steps.flatMap((step) => (step.action === "delete-group" ? [step.groupId] : [])));
  return steps.every((step) => {
    if (step.action === "set-interface-groups") {
      const { before, after } = step;
      return (
        before.every((groupId) => after.includes(groupId) || going.has(groupId)) &&
        after.every((groupId) => before.includes(groupId) || !going.has(groupId))
      );
    }
    return (step.action === "revoke" || step.action === "delete-group") && own.has(step.groupId);
  });
}

/** Why the steps are not what a change of this kind, with these grants and on this stack, may do; null when they are. */
export function whyPlanDoesNotFit(
  kind: ChangeKind,
  steps: readonly PlanStep[],
  granted: readonly GrantedRule[],
  stackGroupIds: readonly string[],
): string | null {
  if (kind === "match" || kind === "rule") {
    const isLife = steps.some(({ action }) => action === "create-group" || action === "delete-group");
    return isLife ? "Its steps make or delete groups, and it only asks to change rules." : null;
  }
  if (kind === "create-stack") {
    return onlyMakes(steps) ? null : "Its steps touch groups that it does not make.";
  }
  if (kind === "retire-stack") {
    const own = new Set(stackGroupIds);
    return onlyRetires(steps, own) ? null : "Its steps touch more than the stack's own groups.";
  }
  const allowed: readonly string[] = ALLOWED[kind];
  if (steps.some((step) => !allowed.includes(step.action))) {
    return kind === "grant" || kind === "extend"
      ? "Its steps take something away, and it only asks to open."
      : kind === "put-back"
        ? "Its steps do more than add and take away rules."
        : "Its steps open something, and it only asks to end access.";
  }
  if (steps.some((step) => !isAboutGrant(step, granted)))
    return `Its steps are about other rules than ${WHOSE[kind] ?? "its grants'"}.`;
  return null;
}
