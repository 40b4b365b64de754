import { ActionForm } from "#components/ui/action-form.tsx";
import type { ButtonVariant } from "#components/ui/button-class.ts";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly changeId: string;
  readonly action: FormAction;
  readonly submit: string;
  readonly variant: ButtonVariant;
  /** The field that carries the text. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
}

/** One text about a change, to be kept with it. */
export const WriteForm = ({ changeId, action, submit, variant, ...field }: Props) => (
  <ActionForm action={action} submit={submit} variant={variant}>
    <input type="hidden" name="changeId" value={changeId} />
    <TextAreaField {...field} required rows={2} />
  </ActionForm>
);
