import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly action: FormAction;
  readonly scopeId: string;
  readonly findingId: string;
  readonly requestKey: string;
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  /** Whoever asks answers for it unless somebody else is named. */
  readonly me: string;
  readonly now: Date;
}

const DAY = 86_400_000;

const dayFrom = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);

/** Who answers for a finding, until when, and why. */
export const AskExceptionForm = ({ action, scopeId, findingId, requestKey, owners, me, now }: Props) => (
  <ActionForm action={action} submit="Ask to accept it" variant="primary" wide>
    <input type="hidden" name="scopeId" value={scopeId} />
    <input type="hidden" name="findingId" value={findingId} />
    <input type="hidden" name="requestKey" value={requestKey} />
    <TextField
      label="Until the end of"
      name="until"
      type="date"
      required
      defaultValue={dayFrom(now, 90)}
      min={dayFrom(now, 0)}
      max={dayFrom(now, 365)}
      hint="At most a year. The day ends at 24:00 UTC; its owner is told a week before."
    />
    <SelectField
      label="Who answers for it"
      name="ownerId"
      defaultValue={me}
      options={owners.map(({ id, name }) => ({ value: id, label: name }))}
      hint="Not somebody who shall approve it."
    />
    <TextAreaField
      name="reason"
      label="Why"
      hint="Approvers, auditors and the log read it."
      required
      maxLength={1000}
    />
  </ActionForm>
);
