import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly action: FormAction;
  /** What the plan beside the form was made with: exactly that is asked for. */
  readonly fields: Readonly<Record<string, string>>;
  readonly requestKey: string;
  readonly submit: string;
  readonly danger?: boolean;
}

/** Puts the plan that is shown up for approval. */
export const AskForm = ({ action, fields, requestKey, submit, danger = false }: Props) => (
  <ActionForm action={action} submit={submit} wide {...(danger ? { variant: "danger" as const } : {})}>
    <input type="hidden" name="requestKey" value={requestKey} />
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <TextAreaField name="reason" label="Why" hint="Approvers and the log read it." required />
  </ActionForm>
);
