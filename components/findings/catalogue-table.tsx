import type { ReactNode } from "react";
import { FindingWhat } from "#components/findings/finding-what.tsx";
import type { ShownEntry } from "#components/findings/shown-finding.ts";
import { AcceptedLine } from "#components/ui/accepted-line.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { ExceptionLink } from "#components/ui/exception-link.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";

interface Props {
  readonly entries: readonly ShownEntry[];
  /** What this person may ask for about one; null for nothing. */
  readonly action: (entry: ShownEntry) => ReactNode;
}

const SHOWN_GROUPS = 3;

const Where = ({ finding, accountName, region }: ShownEntry) => (
  <span className="grid justify-items-start gap-0.5">
    {finding.stack === null ? null : (
      <MomentLink
        href={`/stacks/${encodeURIComponent(finding.stack)}`}
        className="rounded-sm font-semibold hover:underline"
      >
        {finding.stack}
      </MomentLink>
    )}
    {finding.groupIds.slice(0, SHOWN_GROUPS).map((groupId) => (
      <MonoId key={groupId} id={groupId} what="group id" href={`/groups/${encodeURIComponent(groupId)}`} />
    ))}
    {finding.groupIds.length > SHOWN_GROUPS ? (
      <span className="text-sm text-muted">and {finding.groupIds.length - SHOWN_GROUPS} more groups</span>
    ) : null}
    <span className="text-sm text-muted">
      {accountName}, {region}
    </span>
  </span>
);

/** What the owner of a group in no stack would do by hand. */
const ByHand = ({ rules }: { readonly rules: readonly { readonly ruleKey: string }[] }) => (
  <div className="text-sm text-muted">
    <p>The group is in no stack, so nobody can ask for it here. Its owner revokes:</p>
    <ul className="mt-1 grid gap-0.5">
      {rules.slice(0, 4).map(({ ruleKey }) => (
        <li key={ruleKey}>
          <ForeignText text={wordsOfRuleKey(ruleKey)} limit={80} className="font-mono" />
        </li>
      ))}
      {rules.length > 4 ? <li>and {rules.length - 4} more</li> : null}
    </ul>
  </div>
);

const Remedy = ({ entry, action }: { readonly entry: ShownEntry; readonly action: ReactNode }) => {
  const { remedy } = entry.finding;
  if (action !== null) return <span className="flex flex-wrap gap-1.5 md:justify-end">{action}</span>;
  if (remedy.kind === "none")
    return <ForeignText text={remedy.because} limit={300} className="text-sm text-muted" />;
  if (remedy.kind === "revoke" && remedy.stack === null) return <ByHand rules={remedy.rules} />;
  return <span className="text-sm text-muted">A cloud admin can ask for this change.</span>;
};

export const CatalogueTable = ({ entries, action }: Props) => (
  <DataTable
    caption="Findings, worst first"
    rows={entries}
    rowKey={(entry) => `${entry.accountId} ${entry.region} ${entry.finding.id}`}
    columns={[
      {
        key: "what",
        label: "Finding",
        className: "md:min-w-104",
        cell: (entry) => (
          <div className="grid gap-2">
            <FindingWhat finding={entry.finding} />
            {entry.accepted === null ? null : (
              <div className="md:pl-30">
                <AcceptedLine accepted={entry.accepted} />
              </div>
            )}
          </div>
        ),
      },
      { key: "where", label: "Where", cell: (entry) => <Where {...entry} /> },
      {
        key: "remedy",
        label: "Remedy",
        className: "md:min-w-48 md:max-w-64",
        cell: (entry) => (
          <div className="grid gap-2 md:justify-items-end">
            <Remedy entry={entry} action={action(entry)} />
            {entry.mayAskException && entry.accepted === null ? (
              <ExceptionLink scopeId={entry.scopeId} findingId={entry.finding.id} askedIn={entry.askedIn} />
            ) : null}
          </div>
        ),
      },
    ]}
  />
);
