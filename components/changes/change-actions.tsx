import { AnswerForms } from "#components/changes/answer-forms.tsx";
import { EditForm, type ShownSaid } from "#components/changes/edit-form.tsx";
import { ReplanForm } from "#components/changes/replan-form.tsx";
import { ResumeForm } from "#components/changes/resume-form.tsx";
import { RollBackForm } from "#components/changes/roll-back-form.tsx";
import { WithdrawForm } from "#components/changes/withdraw-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

interface Props {
  readonly change: {
    readonly id: string;
    readonly number: number;
    readonly version: number;
    readonly pin: string;
    readonly kind: string;
    readonly state: ChangeState;
    readonly reason: string;
    readonly startsAt: string | null;
    readonly said: ShownSaid | null;
    readonly mayAnswer: boolean;
    readonly mayReplan: boolean;
    readonly mayResume: boolean;
    readonly mayRollBack: boolean;
    readonly mayWithdraw: boolean;
  };
  readonly stepsLeft: number;
  readonly requestKey: string;
  readonly actions: Readonly<
    Record<"approve" | "reject" | "replan" | "resume" | "rollBack" | "edit" | "withdraw", FormAction>
  >;
}

/** Everything that whoever reads a change may do about it now. */
export const ChangeActions = ({ change, stepsLeft, requestKey, actions }: Props) => {
  const { id, number, state, said } = change;
  const isDraft = state === "draft";
  return (
    <>
      {change.mayAnswer ? (
        <AnswerForms
          changeId={id}
          pin={change.pin}
          version={change.version}
          kind={change.kind}
          approve={actions.approve}
          reject={actions.reject}
        />
      ) : null}
      {change.mayReplan ? <ReplanForm changeId={id} state={state} replan={actions.replan} /> : null}
      {change.mayResume ? (
        <ResumeForm changeId={id} number={number} stepsLeft={stepsLeft} resume={actions.resume} />
      ) : null}
      {change.mayRollBack ? (
        <RollBackForm changeId={id} number={number} requestKey={requestKey} rollBack={actions.rollBack} />
      ) : null}
      {said === null ? null : (
        <div className="mt-3.5 grid">
          <EditForm
            changeId={id}
            isDraft={isDraft}
            reason={change.reason}
            startsAt={change.startsAt}
            said={said}
            edit={actions.edit}
          />
        </div>
      )}
      {change.mayWithdraw ? (
        <WithdrawForm changeId={id} isDraft={isDraft} withdraw={actions.withdraw} />
      ) : null}
    </>
  );
};
