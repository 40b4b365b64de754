import { ActionForm } from "#components/ui/action-form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

interface Props {
  readonly changeId: string;
  readonly state: ChangeState;
  readonly replan: FormAction;
}

/** Planning a request anew against what EC2 is now; a draft goes up for approval by it. */
export const ReplanForm = ({ changeId, state, replan }: Props) => (
  <div className="mt-3.5">
    <ActionForm
      action={replan}
      submit={state === "draft" ? "Put it up for approval" : "Plan it anew"}
      variant={state === "draft" || state === "stale" ? "primary" : "plain"}
      wide
    >
      <input type="hidden" name="changeId" value={changeId} />
      <p className="text-sm text-muted">
        It is planned against what EC2 is now.
        {state === "draft" ? "" : " Where that is another plan, answers given so far no longer count."}
      </p>
    </ActionForm>
  </div>
);
