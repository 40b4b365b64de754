import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextAreaField } from "#components/ui/text-area-field.tsx";

interface Props {
  readonly action: FormAction;
  readonly change: "remove" | "narrow";
  readonly stackId: string;
  readonly groupId: string;
  readonly ruleKey: string;
  /** Makes one request of a form that is sent twice. */
  readonly requestKey: string;
  /** The rule is one of a way in for people: without it nobody may be left with SSH. */
  readonly isDoor: boolean;
}

const WORDS = {
  remove: { label: "Propose removing…", title: "Propose removing a rule", submit: "Ask to remove this rule" },
  narrow: {
    label: "Propose narrowing…",
    title: "Propose narrowing a rule",
    submit: "Ask to narrow this rule",
  },
};

/** Asks for one rule to go, or to be narrowed to what was meant of it; its effect is shown before anybody approves. */
export const RuleChangeButton = ({
  action,
  change,
  stackId,
  groupId,
  ruleKey,
  requestKey,
  isDoor,
}: Props) => {
  const words = WORDS[change];
  return (
    <DialogButton
      label={words.label}
      title={words.title}
      size="small"
      variant={change === "remove" ? "danger" : "plain"}
    >
      <ActionForm action={action} submit={words.submit} variant={change === "remove" ? "danger" : "primary"}>
        <p>
          <ForeignText text={ruleKey} limit={160} className="font-mono" /> in{" "}
          <span className="font-mono">{groupId}</span>. Nothing changes yet: the request's page shows what
          becomes possible and impossible, and another cloud admin must approve it.
        </p>
        <input type="hidden" name="stackId" value={stackId} />
        <input type="hidden" name="groupId" value={groupId} />
        <input type="hidden" name="ruleKey" value={ruleKey} />
        <input type="hidden" name="change" value={change} />
        <input type="hidden" name="requestKey" value={requestKey} />
        <TextAreaField name="reason" label="Why" hint="Approvers and the log read it." required />
        {change === "narrow" ? (
          <CheckField
            name="acceptQuotaGap"
            label="Also if the rule must go before its replacement comes"
            hint="Only where the group is so full that there is no other order: what it lets in is cut off until then."
          />
        ) : null}
        {isDoor ? (
          <CheckField name="acceptNoSshSource" label="Also if nobody can open SSH afterwards" />
        ) : null}
      </ActionForm>
    </DialogButton>
  );
};
