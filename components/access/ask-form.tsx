"use client";

import { useState } from "react";
import { SourceField } from "#components/access/source-field.tsx";
import { UntilField } from "#components/access/until-field.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { BREAK_GLASS_SECONDS } from "#lib/core/grant/break-glass.ts";

export interface AskStack {
  readonly id: string;
  readonly name: string;
  readonly teamName: string;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly families: readonly ("ipv4" | "ipv6")[];
  readonly closedBecause: string | null;
}

interface Props {
  readonly stacks: readonly AskStack[];
  /** The stack chosen by the URL; the first one when absent. */
  readonly stackId?: string;
  /** For a cloud admin: whom to open it for. Empty for an ssh admin, who asks for themself. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly offered: string;
  readonly offeredHint: string;
  readonly sources: readonly { readonly name: string; readonly value: string }[];
  /** In an emergency it is opened at once, and somebody else reviews it. */
  readonly mayBreakGlass: boolean;
  /** Makes a double click one request. */
  readonly requestKey: string;
  readonly action: FormAction;
}

/** Why an address that the request came from is no use for this stack; null when it is. */
const wrongFamily = (offered: string, stack: AskStack | undefined): string | null => {
  const family = offered.includes(":") ? "ipv6" : "ipv4";
  if (offered === "" || stack === undefined || stack.families.length === 0) return null;
  if (stack.families.includes(family)) return null;
  const [has, is] = family === "ipv6" ? ["IPv4", "IPv6"] : ["IPv6", "IPv4"];
  return `You come from ${offered}, which is ${is}; the VPC of ${stack.name} has ${has} only. Enter the ${has} address your SSH comes from.`;
};

/** Three fields and a reason. */
export const AskForm = ({
  stacks,
  stackId,
  people,
  offered,
  offeredHint,
  sources,
  mayBreakGlass,
  requestKey,
  action,
}: Props) => {
  const [isEmergency, setEmergency] = useState(false);
  const [chosen, setChosen] = useState(stackId ?? stacks[0]?.id ?? "");
  const stack = stacks.find(({ id }) => id === chosen) ?? stacks[0];
  const misfit = wrongFamily(offered, stack);
  return (
    <ActionForm
      action={action}
      submit={isEmergency ? "Open it now, without approval" : "Ask for SSH access"}
      className="grid max-w-xl gap-5"
    >
      <input type="hidden" name="requestKey" value={requestKey} />
      {people.length === 0 ? null : (
        <SelectField
          label="For"
          name="beneficiaryId"
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SelectField
        label="Stack"
        name="stackId"
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        options={stacks.map(({ id, name, teamName }) => ({ value: id, label: `${name}, team ${teamName}` }))}
      />
      {stack?.closedBecause == null ? null : (
        <Notice tone="warning" title={`No access can be opened to ${stack.name} now`} live>
          <p>{stack.closedBecause}</p>
        </Notice>
      )}
      <SourceField
        key={misfit ?? "fits"}
        name="source"
        offered={misfit === null ? offered : ""}
        hint={misfit ?? offeredHint}
        sources={sources}
      />
      <CheckField
        name="attested"
        label={people.length === 0 ? "This address is mine" : "This address is theirs"}
        hint="Needed for one address outside the organisation's networks. Behind a shared address, everybody who shares it gets in."
      />
      <UntilField
        key={chosen}
        name="endsAt"
        label="Until"
        minSeconds={stack?.minSeconds ?? 0}
        maxSeconds={Math.min(stack?.maxSeconds ?? 0, isEmergency ? BREAK_GLASS_SECONDS : Infinity)}
      />
      {mayBreakGlass ? (
        <CheckField
          name="emergency"
          onChecked={setEmergency}
          label="This is an emergency: open it at once, without approval"
          hint="Break-glass, for 4 hours at most. Everybody concerned is told now, every page shows it while it lasts, and somebody else must review it."
        />
      ) : null}
      <TextAreaField
        label="Why"
        name="reason"
        required
        maxLength={500}
        hint="Whoever approves reads this, and so does the log."
      />
    </ActionForm>
  );
};
