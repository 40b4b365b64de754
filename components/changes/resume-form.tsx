import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly changeId: string;
  readonly number: number;
  readonly stepsLeft: number;
  readonly resume: FormAction;
}

/** Lets a change go on that stopped half-way. */
export const ResumeForm = ({ changeId, number, stepsLeft, resume }: Props) => {
  const steps = stepsLeft === 1 ? "The step that is left is" : `The ${stepsLeft} steps that are left are`;
  return (
    <div className="mt-3.5 grid">
      <DialogButton label="Go on…" title={`Let change ${number} go on`} variant="primary">
        <ActionForm action={resume} submit="Carry out what is left">
          <input type="hidden" name="changeId" value={changeId} />
          <p className="text-muted">
            {steps} tried again, as approved, if EC2 is otherwise still what it was planned for and everybody
            who approved it could do so today. If not, it stays as it is and says why.
          </p>
          <TextAreaField
            name="reason"
            label="Why it can go on now"
            hint="What was in the way, and is not any more. The log keeps it."
            required
            maxLength={1000}
          />
        </ActionForm>
      </DialogButton>
    </div>
  );
};
