import { DataTable } from "#components/ui/data-table.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

export interface ShownStanding {
  readonly stackName: string;
  readonly sourceName: string;
  readonly value: string;
  readonly ownerName: string | null;
  readonly reviewAt: string;
  readonly overdue: boolean;
}

/** Sources that are kept open: they have an owner and a review date instead of an end. */
export const StandingTable = ({ rows }: { readonly rows: readonly ShownStanding[] }) => (
  <DataTable
    caption="Standing sources"
    rows={rows}
    rowKey={(row) => `${row.stackName} ${row.value}`}
    columns={[
      {
        key: "source",
        label: "Source",
        cell: (row) => <ForeignText text={row.sourceName} limit={60} className="font-[560]" />,
      },
      {
        key: "value",
        label: "Address",
        cell: (row) => <span className="font-mono">{foreignString(row.value)}</span>,
      },
      { key: "stack", label: "Stack", cell: (row) => <ForeignText text={row.stackName} limit={48} /> },
      {
        key: "owner",
        label: "Owner",
        cell: (row) =>
          row.ownerName === null ? (
            <StateMark tone="missing" shape="ring">
              Nobody
            </StateMark>
          ) : (
            <ForeignText text={row.ownerName} limit={48} />
          ),
      },
      {
        key: "review",
        label: "Review",
        cell: (row) =>
          row.overdue ? (
            <StateMark tone="missing" shape="clock">
              {`Overdue since ${row.reviewAt}`}
            </StateMark>
          ) : (
            row.reviewAt
          ),
      },
    ]}
  />
);
