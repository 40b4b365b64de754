import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";

interface Props {
  readonly reviewId: string;
  readonly takers: readonly { readonly id: string; readonly name: string }[];
  readonly action: FormAction;
}

export const HandOverForm = ({ reviewId, takers, action }: Props) => (
  <DialogButton label="Hand over…" title="Hand this review over">
    <ActionForm action={action} submit="Hand it over">
      <input type="hidden" name="reviewId" value={reviewId} />
      <SelectField
        label="To"
        name="to"
        options={takers.map(({ id, name }) => ({ value: id, label: name }))}
        hint="Decisions that were made stay theirs who made them."
      />
    </ActionForm>
  </DialogButton>
);
