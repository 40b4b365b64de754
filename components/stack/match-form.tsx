import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { StartField } from "#components/ui/start-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly action: FormAction;
  readonly stackId: string;
  readonly stackName: string;
  readonly requestKey: string;
  readonly steps: number;
  /** What the plan beside the form was made with: exactly that is asked for. */
  readonly choice: Readonly<Record<"removeRedundant" | "acceptNoSshSource" | "acceptQuotaGap", boolean>>;
}

/** Puts the plan that is shown up for approval. */
export const MatchForm = ({ action, stackId, stackName, requestKey, steps, choice }: Props) => (
  <ActionForm action={action} submit={`Ask for these ${steps} ${steps === 1 ? "step" : "steps"}`} wide>
    <input type="hidden" name="stackId" value={stackId} />
    <input type="hidden" name="requestKey" value={requestKey} />
    {Object.entries(choice).map(([name, chosen]) =>
      chosen ? <input key={name} type="hidden" name={name} value="yes" /> : null,
    )}
    <TextAreaField
      name="reason"
      label="Why"
      defaultValue={`Bring ${stackName} back in line with its model.`}
      hint="Approvers and the log read it."
      required
    />
    <StartField />
    <CheckField
      name="draft"
      label="Keep it as a draft"
      hint="Nobody else sees it until you put it up for approval."
    />
  </ActionForm>
);
