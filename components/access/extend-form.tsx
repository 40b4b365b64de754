import type { ShownGrant } from "#components/access/shown-grant.ts";
import { UntilField } from "#components/access/until-field.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly grant: ShownGrant;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly requestKey: string;
  readonly action: FormAction;
}

/** A later end for a grant that is open. It is approved like the grant itself. */
export const ExtendForm = ({ grant, minSeconds, maxSeconds, requestKey, action }: Props) => (
  <DialogButton label="Extend…" title={`Keep ${grant.stackName} open for longer`}>
    <ActionForm action={action} submit="Ask for a later end">
      <input type="hidden" name="grantId" value={grant.id} />
      <input type="hidden" name="requestKey" value={requestKey} />
      <UntilField name="endsAt" label="Until" minSeconds={minSeconds} maxSeconds={maxSeconds} />
      <TextAreaField label="Why" name="reason" required maxLength={500} />
    </ActionForm>
  </DialogButton>
);
