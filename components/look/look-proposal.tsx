"use client";

import type { ReactNode } from "react";
import { HashForm } from "#components/look/hash-form.tsx";
import { type LookView, lookHref } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { ProposedStack } from "#lib/core/adopt/adoption.ts";

interface File {
  readonly name: string;
  readonly yaml: string;
}

interface Props {
  readonly view: LookView;
  readonly proposal: ProposedStack;
  readonly files: readonly File[];
  /** What the files did not tell and YAML needs. */
  readonly lacks: { readonly account: boolean; readonly region: boolean };
  readonly confidence: ReactNode;
  readonly tiers: ReactNode;
  readonly calledOut: ReactNode;
  readonly onDownload: (file: File) => void;
}

const Where = ({ view, lacks }: Pick<Props, "view" | "lacks">) =>
  lacks.account || lacks.region ? (
    <HashForm
      view={view}
      label="Account and Region"
      className="mb-3 flex flex-wrap items-end gap-3"
      change={(field) => ({ account: field("account"), region: field("region") })}
    >
      {lacks.account ? (
        <TextField
          label="The files do not tell the account"
          name="account"
          mono
          defaultValue={view.account}
        />
      ) : null}
      {lacks.region ? (
        <TextField
          label="The files do not tell the Region"
          name="region"
          mono
          defaultValue={view.region}
          placeholder="eu-west-1"
        />
      ) : null}
      <Button type="submit">Write it into the text</Button>
    </HashForm>
  ) : null;

/** One proposal: what it stands on, what plays which tier, and the YAML that keeps it. */
export const LookProposal = (props: Props) => {
  const { view, proposal, files, confidence, tiers, calledOut, onDownload } = props;
  const odd = proposal.oddMembers;
  return (
    <>
      <Card>
        <a
          href={lookHref(view, { stack: "" })}
          className="inline-flex min-h-6 items-center rounded-sm text-sm text-muted hover:text-ink hover:underline"
        >
          All proposals
        </a>
        <h2 className="text-lg font-semibold">{proposal.stack.name}</h2>
        <p className="flex flex-wrap items-baseline gap-x-3">
          {confidence}
          <MonoId id={proposal.stack.vpcId} what="VPC id" />
        </p>
        <ul className="mt-2 grid list-disc gap-0.5 pl-5">
          {[...proposal.evidence.map(({ text }) => text), ...proposal.unknowns].map((sentence) => (
            <li key={sentence}>
              <ForeignText text={sentence} limit={240} />
            </li>
          ))}
        </ul>
      </Card>
      <Card flush title="Tiers" note="which group plays which, and why">
        {tiers}
      </Card>
      {calledOut === null ? null : (
        <Card flush title="Not explained" note="left out of the pattern: once kept, these show as extra">
          <div className="relative overflow-x-auto">{calledOut}</div>
        </Card>
      )}
      {odd.length === 0 ? null : (
        <Card title="Interfaces unlike the others" note={`${odd.length}`}>
          <ul className="grid gap-1">
            {odd.slice(0, 20).map(({ interfaceId, reason }) => (
              <li key={`${interfaceId} ${reason}`} className="flex flex-wrap items-baseline gap-x-3">
                <MonoId id={interfaceId} what="interface id" short />
                <span>{reason}</span>
              </li>
            ))}
            {odd.length > 20 ? <li className="text-muted">and {odd.length - 20} more</li> : null}
          </ul>
        </Card>
      )}
      <Card title="As YAML" note="the pattern, then the stack: name the team in it">
        <Where view={view} lacks={props.lacks} />
        <div className="grid grid-cols-1 gap-4">
          {files.map((file) => (
            <div key={file.name} className="grid grid-cols-1 gap-1.5">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <span className="font-mono font-semibold">{file.name}</span>
                <Button size="small" onClick={() => onDownload(file)}>
                  Download
                </Button>
              </span>
              <CodeBlock text={file.yaml} what={file.name} />
            </div>
          ))}
        </div>
      </Card>
    </>
  );
};
