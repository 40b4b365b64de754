import type { ShownCalledOut } from "#components/adopt/shown-proposal.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

/** Rules that are there and that the proposed pattern leaves out: they will show as extra. */
export const CalledOutTable = ({ rows }: { readonly rows: readonly ShownCalledOut[] }) => (
  <DataTable
    caption="Rules that nothing explains"
    rows={rows}
    rowKey={(row) => row.key}
    columns={[
      { key: "rule", label: "Rule", cell: (row) => <span className="font-mono text-sm">{row.rule}</span> },
      {
        key: "tier",
        label: "Of",
        cell: (row) => (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <TierMark tier={row.tier} />
            <ForeignText text={row.name} limit={60} className="text-sm text-muted" />
          </span>
        ),
      },
      { key: "reason", label: "Why it is not part of the pattern", cell: (row) => row.reason },
    ]}
  />
);
