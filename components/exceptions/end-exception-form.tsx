import type { ShownException } from "#components/exceptions/shown-exception.ts";
import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly exception: ShownException;
  readonly action: FormAction;
}

/** Ends an exception before its time: it only shows more, so nobody else is asked. */
export const EndExceptionForm = ({ exception, action }: Props) => (
  <DialogButton label="End…" title={`End exception ${exception.number}`} variant="danger" size="small">
    <p className="mb-3 text-muted">
      The finding stands as it is from now on, everywhere. EC2's rules stay as they are.
    </p>
    <ActionForm action={action} submit={`End exception ${exception.number} now`} variant="danger">
      <input type="hidden" name="exceptionId" value={exception.id} />
      <TextField label="Why" name="reason" required maxLength={500} />
    </ActionForm>
  </DialogButton>
);
