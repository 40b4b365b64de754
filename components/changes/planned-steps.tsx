import { ChangeEffect } from "#components/changes/change-effect.tsx";
import { ChangeSteps } from "#components/changes/change-steps.tsx";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";

interface Props {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly labels: GroupLabels;
}

/** A plan that nobody has asked for yet, in the words and order in which an approver will read it. */
export const PlannedSteps = ({ plan, effect, labels }: Props) => (
  <>
    <ChangeEffect effect={effect} labels={labels} />
    <ChangeSteps
      labels={labels}
      steps={plan.steps.map((operation, index) => ({
        ordinal: index + 1,
        operation,
        state: "planned",
        attempts: 0,
        lastAt: null,
        note: null,
      }))}
    />
  </>
);
