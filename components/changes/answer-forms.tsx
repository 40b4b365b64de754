import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly changeId: string;
  /** What is answered: the plan exactly as it is shown. */
  readonly pin: string;
  /** What it says beside the plan is answered as it was read, too. */
  readonly version: number;
  /** The change's kind: what is answered are steps on EC2, a finding that is accepted, or the policy. */
  readonly kind: string;
  readonly approve: FormAction;
  readonly reject: FormAction;
}

const FOR_EXACTLY: Readonly<Record<string, string>> = {
  exception: "Your approval is for exactly this: this finding, as far as it reaches now, until this time.",
  policy: "Your approval is for exactly this text, in place of the one that holds now.",
};

/** Approve and reject. On a phone they stay at the bottom of the screen. */
export const AnswerForms = ({ changeId, pin, version, kind, approve, reject }: Props) => {
  const hidden = (
    <>
      <input type="hidden" name="changeId" value={changeId} />
      <input type="hidden" name="pin" value={pin} />
      <input type="hidden" name="version" value={version} />
    </>
  );
  return (
    <div className="mt-3.5">
      <p className="mb-3 text-sm text-muted">
        {FOR_EXACTLY[kind] ??
          "Your approval is for exactly this plan. If a rule it rests on changes first, it no longer counts and you are told."}
      </p>
      <div className="grid gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] max-md:z-20 max-md:grid-cols-[1fr_auto] max-md:items-end max-md:border-t max-md:border-line max-md:bg-panel max-md:p-3 max-md:shadow-raised">
        <ActionForm action={approve} submit="Approve this change" wide className="grid gap-2">
          {hidden}
        </ActionForm>
        <DialogButton label="Reject…" title="Reject this change" variant="danger">
          <ActionForm action={reject} submit="Reject this change" variant="danger">
            {hidden}
            <TextAreaField
              name="comment"
              label="Why"
              hint="Whoever asked reads this."
              required
              maxLength={2000}
            />
          </ActionForm>
        </DialogButton>
      </div>
    </div>
  );
};
