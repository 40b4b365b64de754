import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { StartField } from "#components/ui/start-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** What a request about rules says, as far as it may be said otherwise. */
export interface ShownSaid {
  readonly kind: "match" | "rule" | "roll-back";
  readonly removeRedundant: boolean;
  readonly acceptNoSshSource: boolean;
  readonly acceptQuotaGap: boolean;
  readonly mostNewInstances: number | null;
}

interface Props {
  readonly changeId: string;
  readonly isDraft: boolean;
  readonly reason: string;
  readonly startsAt: string | null;
  readonly said: ShownSaid;
  readonly edit: FormAction;
}

/** Saying otherwise what was asked for, before it is begun. */
export const EditForm = ({ changeId, isDraft, reason, startsAt, said, edit }: Props) => (
  <DialogButton label="Edit…" title={isDraft ? "Edit this draft" : "Edit this request"}>
    <ActionForm action={edit} submit={isDraft ? "Keep this draft" : "Ask for this instead"}>
      <input type="hidden" name="changeId" value={changeId} />
      <p className="text-muted">
        It is planned against what EC2 is now.
        {isDraft
          ? ""
          : " Answers given so far no longer count, and whoever gave them is told what changed, line by line."}
      </p>
      <TextAreaField name="reason" label="Why" defaultValue={reason} required maxLength={1000} rows={2} />
      <StartField startsAt={startsAt} />
      <TextField
        name="mostNewInstances"
        label="At most so many more instances than shown"
        hint="It stops when more have joined by the time it starts. Empty: as the policy says."
        inputMode="numeric"
        defaultValue={said.mostNewInstances ?? ""}
      />
      {said.kind === "match" ? (
        <CheckField
          name="removeRedundant"
          label="Remove rules that add nothing, too"
          defaultChecked={said.removeRedundant}
        />
      ) : null}
      {said.kind === "roll-back" ? null : (
        <CheckField
          name="acceptQuotaGap"
          label="Also if rules must go before their replacements come"
          hint="Only where the quota leaves no room; the effect names what is cut off for a moment."
          defaultChecked={said.acceptQuotaGap}
        />
      )}
      <CheckField
        name="acceptNoSshSource"
        label="Even if nobody can open SSH afterwards"
        hint="Then two cloud admins must approve."
        defaultChecked={said.acceptNoSshSource}
      />
    </ActionForm>
  </DialogButton>
);
