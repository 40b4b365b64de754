import { columnWords, layersIn } from "#components/reports/column-words.ts";
import { STACK_LAYERS } from "#components/reports/layers.ts";
import type { ShownSeries } from "#components/reports/shown-report.ts";
import { StackedColumns } from "#components/reports/stacked-columns.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type Column, findingsIn, stacksIn } from "#lib/core/posture/column.ts";

interface Props<Row extends ShownSeries> {
  readonly caption: string;
  /** `Team`, `Stack` */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly moments: readonly string[];
  readonly href: (row: Row) => string;
  readonly note?: (row: Row) => string;
}

const HEIGHT = 30;

/** A single stack by its state; several by how many of each. */
const NowWords = ({ column }: { readonly column: Column | undefined }) => {
  if (column === undefined) return "no data";
  const [only, ...others] = layersIn(column, STACK_LAYERS);
  if (only === undefined || others.length > 0 || stacksIn(column) > 1)
    return columnWords(column, STACK_LAYERS, "no data");
  return (
    <StateMark tone={only.tone} shape={only.shape}>
      {only.word}
    </StateMark>
  );
};

const openIn = ({ columns }: ShownSeries): string => {
  const now = columns.at(-1);
  if (now === undefined || !now.isKnown) return "no data";
  const { unknown, accepted } = now.bands;
  const open = findingsIn(now) - unknown - accepted;
  return `${open} open, ${unknown} cannot tell, ${accepted} accepted`;
};

/** A row each with how it stands now, in words, and how it stood before, as a small chart. */
export const SeriesRows = <Row extends ShownSeries>({
  caption,
  label,
  rows,
  moments,
  href,
  note,
}: Props<Row>) => (
  <DataTable
    caption={caption}
    rows={rows}
    rowKey={({ name }) => name}
    columns={[
      {
        key: "name",
        label,
        cell: (row) => (
          <span className="grid gap-0.5">
            <TextLink href={href(row)}>
              <ForeignText text={row.name} limit={48} />
            </TextLink>
            {note === undefined ? null : (
              <span className="text-sm text-muted">
                <ForeignText text={note(row)} limit={48} />
              </span>
            )}
          </span>
        ),
      },
      {
        key: "now",
        label: "Now",
        cell: ({ columns }) => <NowWords column={columns.at(-1)} />,
      },
      { key: "findings", label: "Findings", cell: openIn },
      {
        key: "before",
        label: "Over time",
        className: "md:w-1/2",
        cell: (row) => (
          <StackedColumns
            label={`${row.name} over time`}
            moments={moments}
            columns={row.columns}
            layers={STACK_LAYERS}
            most={Math.max(1, ...row.columns.map(stacksIn))}
            height={HEIGHT}
            nothing="no data"
          />
        ),
      },
    ]}
  />
);
