import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";

interface Props {
  readonly changeId: string;
  readonly isDraft: boolean;
  readonly withdraw: FormAction;
}

/** Taking back what one asked for. */
export const WithdrawForm = ({ changeId, isDraft, withdraw }: Props) => (
  <ActionForm
    action={withdraw}
    submit={isDraft ? "Throw this draft away" : "Withdraw this change"}
    variant="plain"
    wide
    className="mt-3.5 grid gap-3.5"
  >
    <input type="hidden" name="changeId" value={changeId} />
  </ActionForm>
);
