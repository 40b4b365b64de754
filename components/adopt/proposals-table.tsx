import { ConfidenceMark } from "#components/adopt/confidence-mark.tsx";
import type { ShownProposal } from "#components/adopt/shown-proposal.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

/** What could become a stack, surest first. */
export const ProposalsTable = ({ rows }: { readonly rows: readonly ShownProposal[] }) => (
  <DataTable
    caption="Proposed stacks"
    rows={rows}
    rowKey={(row) => `${row.accountName} ${row.region} ${row.vpcId} ${row.name}`}
    columns={[
      {
        key: "name",
        label: "Stack",
        cell: (row) =>
          row.href === null ? (
            <span className="font-semibold">{row.name}</span>
          ) : (
            <PageLink
              href={row.href}
              className="inline-flex min-h-6 items-center rounded-sm font-semibold underline-offset-3 hover:underline"
            >
              {row.name}
            </PageLink>
          ),
      },
      {
        key: "confidence",
        label: "One application, whole",
        cell: (row) => <ConfidenceMark confidence={row.confidence} />,
      },
      {
        key: "tiers",
        label: "Tiers",
        cell: (row) => (
          <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
            {row.tiers.map((tier) => (
              <li key={tier.name} className="inline-flex items-baseline gap-1">
                <TierMark tier={tier.name} />
                {tier.groups === 1 ? null : <span className="text-sm text-muted">{tier.groups} groups</span>}
              </li>
            ))}
          </ul>
        ),
      },
      {
        key: "calledOut",
        label: "Not explained",
        cell: (row) =>
          row.calledOut === 0 ? (
            <span className="text-muted">nothing</span>
          ) : (
            <span className="tabular-nums">
              {row.calledOut} {row.calledOut === 1 ? "rule" : "rules"}
            </span>
          ),
      },
      {
        key: "account",
        label: "Account",
        cell: (row) => (
          <span className="grid justify-items-start gap-0.5">
            <span>{row.accountName}</span>
            <span className="font-mono text-sm text-muted">{row.region}</span>
            <span className="text-sm text-muted">
              <MonoId id={row.vpcId} what="VPC id" />
            </span>
          </span>
        ),
      },
    ]}
  />
);
