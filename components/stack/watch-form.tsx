"use client";

import { useState } from "react";
import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

type Mode = "tell" | "propose" | "restore";

interface Props {
  readonly action: FormAction;
  readonly stackId: string;
  readonly stackName: string;
  readonly mode: Mode;
  readonly mostPerHour: number;
  /** Makes one request of a form that is sent twice. */
  readonly requestKey: string;
}

const OPTIONS: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: "tell", label: "Tell only" },
  { value: "propose", label: "Propose to put it back" },
  { value: "restore", label: "Put it back by itself" },
];

const WORDS: Readonly<Record<Mode, { readonly hint: string; readonly submit: string }>> = {
  tell: { hint: "Cloud admins and the team's leads get a message. Nothing is changed.", submit: "Only tell" },
  propose: {
    hint: "Sallyport also opens a change request that leads back to the model, and somebody approves it.",
    submit: "Propose from now on",
  },
  restore: {
    hint: "Sallyport changes EC2 without asking, wherever a change led away from the model. Never in groups that others look after, never where it would break a guardrail or take the last SSH source. This itself has to be approved.",
    submit: "Ask to put back by itself",
  },
};

/** What is done about a rule of this stack that changes outside, for a cloud admin to choose. */
export const WatchForm = ({ action, stackId, stackName, mode, mostPerHour, requestKey }: Props) => {
  const [chosen, choose] = useState<Mode>(mode);
  const words = WORDS[chosen];
  return (
    <DialogButton label="Choose…" title={`When a rule of ${stackName} changes outside`} size="small">
      <ActionForm action={action} submit={words.submit} variant={chosen === "restore" ? "danger" : "primary"}>
        <input type="hidden" name="stackId" value={stackId} />
        <input type="hidden" name="requestKey" value={requestKey} />
        <SelectField
          name="mode"
          label="Sallyport is to"
          options={OPTIONS}
          hint={words.hint}
          value={chosen}
          onChange={(event) =>
            choose(OPTIONS.find(({ value }) => value === event.currentTarget.value)?.value ?? "tell")
          }
        />
        {chosen === "restore" ? (
          <TextField
            name="mostPerHour"
            label="Each rule at most this many times an hour"
            hint="1 to 20. What changes more often is only told: somebody means it."
            type="number"
            min={1}
            max={20}
            required
            defaultValue={mostPerHour}
            className="max-w-24"
          />
        ) : (
          <input type="hidden" name="mostPerHour" value={mostPerHour} />
        )}
        <TextAreaField name="reason" label="Why" hint="Approvers and the log read it." required />
      </ActionForm>
    </DialogButton>
  );
};
