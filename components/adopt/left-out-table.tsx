import type { ShownLeftOut } from "#components/adopt/shown-proposal.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** Groups that no stack and no proposal speaks of, and why. */
export const LeftOutTable = ({ rows }: { readonly rows: readonly ShownLeftOut[] }) => (
  <DataTable
    caption="Groups left out"
    rows={rows}
    rowKey={(row) => `${row.accountName} ${row.groupId}`}
    columns={[
      {
        key: "name",
        label: "Group",
        cell: (row) => (
          <span className="grid justify-items-start">
            <PageLink
              href={`/groups/${row.groupId}`}
              className="inline-flex min-h-6 items-center rounded-sm font-semibold hover:underline"
            >
              <ForeignText text={row.name} limit={60} />
            </PageLink>
            <span className="text-sm text-muted">
              <MonoId id={row.groupId} what="group id" />
            </span>
          </span>
        ),
      },
      {
        key: "reason",
        label: "Why it plays no tier",
        cell: (row) => <ForeignText text={row.reason} limit={240} />,
      },
      { key: "account", label: "Account", cell: (row) => row.accountName },
    ]}
  />
);
