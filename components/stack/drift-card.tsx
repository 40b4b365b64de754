import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";

interface DriftedRule {
  readonly id: string;
  readonly groupId: string;
  readonly change: "appeared" | "gone";
  readonly rule: string;
  readonly afterAt: string;
  readonly foundAt: string;
}

/** Rules that somebody changed on EC2 past Sallyport. */
export const DriftCard = ({ rows }: { readonly rows: readonly DriftedRule[] }) =>
  rows.length === 0 ? null : (
    <Card flush id="drift" title="Changed outside Sallyport" note="in the last 14 days, newest first">
      <DataTable
        caption="Rules that changed outside Sallyport"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "change",
            label: "What",
            cell: (row) => (row.change === "appeared" ? "+ added" : "− taken away"),
          },
          {
            key: "rule",
            label: "Rule",
            cell: (row) => <ForeignText text={row.rule} limit={120} className="font-mono" />,
          },
          { key: "group", label: "Group", cell: (row) => <MonoId id={row.groupId} what="group id" short /> },
          {
            key: "when",
            label: "Between two looks",
            cell: (row) => (
              <>
                <ExactTime at={row.afterAt} /> and <ExactTime at={row.foundAt} />
              </>
            ),
          },
        ]}
      />
    </Card>
  );
