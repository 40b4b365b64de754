import { DataTable } from "#components/ui/data-table.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";

export interface ShownOrphan {
  readonly stackName: string;
  readonly findingId: string;
  readonly groupId: string;
  readonly lines: readonly { readonly peer: string; readonly service: string }[];
  readonly partly: boolean;
}

const MOST_LINES = 4;

/** Sources that stand open on a door without an owner; each leads to the finding that closes it. */
export const OrphanTable = ({ rows }: { readonly rows: readonly ShownOrphan[] }) => (
  <DataTable
    caption="Sources that nobody owns"
    rows={rows}
    rowKey={(row) => `${row.stackName} ${row.findingId}`}
    columns={[
      {
        key: "source",
        label: "Source",
        cell: (row) => (
          <ul>
            {row.lines.slice(0, MOST_LINES).map((line) => (
              <li key={`${line.peer} ${line.service}`} className="font-mono">
                {foreignString(line.peer)} <span className="text-muted">{line.service}</span>
              </li>
            ))}
            {row.lines.length > MOST_LINES ? (
              <li className="text-muted">and {row.lines.length - MOST_LINES} more</li>
            ) : null}
          </ul>
        ),
      },
      { key: "stack", label: "Stack", cell: (row) => <ForeignText text={row.stackName} limit={48} /> },
      {
        key: "group",
        label: "Group",
        cell: (row) => <MonoId id={row.groupId} what="group id" href={`/groups/${row.groupId}`} short />,
      },
      {
        key: "kind",
        label: "What it is",
        cell: (row) => (row.partly ? "wider than what is meant" : "not meant at all"),
      },
      {
        key: "open",
        label: "",
        align: "end",
        cell: (row) => (
          <LinkButton size="small" href={`/stacks/${encodeURIComponent(row.stackName)}`}>
            Look at the stack
          </LinkButton>
        ),
      },
    ]}
  />
);
