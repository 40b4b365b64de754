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

const Rules = ({ rows, caption }: { readonly rows: readonly DriftedRule[]; readonly caption: string }) => (
  <DataTable
    caption={caption}
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
);

/** More would push what the stack is now out of sight. */
const SHOWN = 3;

/** Rules that somebody changed on EC2 past Sallyport. */
export const DriftCard = ({ rows }: { readonly rows: readonly DriftedRule[] }) =>
  rows.length === 0 ? null : (
    <Card flush id="drift" title="Changed outside Sallyport" note="in the last 14 days, newest first">
      <Rules rows={rows.slice(0, SHOWN)} caption="Rules that changed outside Sallyport" />
      {rows.length > SHOWN ? (
        <details>
          <summary className="w-fit rounded-sm px-4.5 py-2.5 font-[560] text-accent max-md:px-4">
            and {rows.length - SHOWN} more
          </summary>
          <Rules rows={rows.slice(SHOWN)} caption="More rules that changed outside Sallyport" />
        </details>
      ) : null}
    </Card>
  );
