import { ChangeEffect } from "#components/changes/change-effect.tsx";
import { ChangeSteps } from "#components/changes/change-steps.tsx";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { plannedSteps } from "#lib/core/plan/step-progress.ts";

interface Props {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly labels: GroupLabels;
}

/** A plan that nobody has asked for yet, in the words and order in which an approver will read it. */
export const PlannedSteps = ({ plan, effect, labels }: Props) => (
  <>
    <ChangeEffect effect={effect} labels={labels} />
    <ChangeSteps labels={labels} steps={plannedSteps(plan)} />
  </>
);
