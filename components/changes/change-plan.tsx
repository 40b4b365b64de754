import { ChangeEffect } from "#components/changes/change-effect.tsx";
import { ChangeSteps } from "#components/changes/change-steps.tsx";
import { ExceptionEffect } from "#components/changes/exception-effect.tsx";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import type { ShownDiffLine } from "#components/changes/plan-diff.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Effect } from "#lib/core/plan/plan.ts";
import type { StepProgress } from "#lib/core/plan/step-progress.ts";

const ACCEPTED =
  "While it lasts the finding is marked as accepted wherever it shows, never as good. It is back when the time is over, when somebody ends it, when nobody answers for it any more, and as soon as it reaches further than this.";

interface Props {
  readonly kind: string;
  readonly effect: Effect;
  /** Null: of a moment of the past, of which it is not known how far they had come. */
  readonly steps: readonly StepProgress[] | null;
  /** Of a text that would be another one. */
  readonly diff: readonly ShownDiffLine[];
  readonly labels: GroupLabels;
}

/** What a change does, and then how: what calls EC2 by its steps, what does not by its sentences. */
export const ChangePlan = ({ kind, effect, steps, diff, labels }: Props) =>
  kind === "exception" || kind === "policy" || kind === "watch" ? (
    <ExceptionEffect
      sentences={effect.sentences}
      warnings={effect.warnings}
      {...(kind === "exception" ? { note: ACCEPTED } : { diff })}
    />
  ) : (
    <>
      <ChangeEffect effect={effect} labels={labels} />
      {steps === null ? (
        <Notice tone="info" title="How far its steps had come by then is not known." />
      ) : (
        <ChangeSteps steps={steps} labels={labels} />
      )}
    </>
  );
