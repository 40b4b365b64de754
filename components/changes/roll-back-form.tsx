import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly changeId: string;
  readonly number: number;
  readonly requestKey: string;
  readonly rollBack: FormAction;
}

/** Asks for what a change did to be undone. */
export const RollBackForm = ({ changeId, number, requestKey, rollBack }: Props) => (
  <div className="mt-3.5 grid">
    <DialogButton label="Roll back…" title={`Roll back change ${number}`}>
      <ActionForm action={rollBack} submit="Ask to roll it back">
        <input type="hidden" name="changeId" value={changeId} />
        <input type="hidden" name="requestKey" value={requestKey} />
        <p className="text-muted">
          What it added goes and what it took away comes back, as far as EC2 still shows it so. It is a change
          request like any other: you see the plan, and somebody else approves it.
        </p>
        <TextAreaField
          name="reason"
          label="Why"
          defaultValue={`Undo change ${number}.`}
          required
          maxLength={1000}
        />
        <CheckField
          name="acceptNoSshSource"
          label="Even if nobody can open SSH afterwards"
          hint="Then two cloud admins must approve."
        />
      </ActionForm>
    </DialogButton>
  </div>
);
