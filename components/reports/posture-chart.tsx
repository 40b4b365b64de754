import { columnWords, momentWords } from "#components/reports/column-words.ts";
import type { Layer } from "#components/reports/layers.ts";
import { SeriesTable } from "#components/reports/series-table.tsx";
import { StackedColumns } from "#components/reports/stacked-columns.tsx";
import { Card } from "#components/ui/card.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import type { Column } from "#lib/core/posture/column.ts";

interface Props {
  readonly title: string;
  /** What is counted: `stacks`, `findings`. */
  readonly what: string;
  readonly moments: readonly string[];
  readonly columns: readonly Column[];
  readonly layers: readonly Layer[];
  readonly total: (column: Column) => number;
}

const HEIGHT = 168;

/** Each layer's texture or colour beside its word, shape and number of now. */
const Legend = ({ layers, now }: { readonly layers: readonly Layer[]; readonly now: Column | undefined }) => (
  <ul className="flex flex-wrap gap-x-5 gap-y-1.5" aria-label="Now">
    {layers.map((layer) => (
      <li key={layer.key} className="flex items-center gap-1.5">
        <svg width="12" height="12" aria-hidden="true" className="shrink-0">
          <rect
            width="12"
            height="12"
            className={layer.className}
            {...(layer.fill === undefined ? {} : { fill: layer.fill })}
          />
        </svg>
        <StateMark tone={layer.tone} shape={layer.shape}>
          {layer.word}
        </StateMark>
        <span className="text-muted tabular-nums">{now === undefined ? 0 : layer.value(now)}</span>
      </li>
    ))}
  </ul>
);

/** How something stood over time: a chart, what its layers are, and every number of it in a table below. */
export const PostureChart = ({ title, what, moments, columns, layers, total }: Props) => {
  const most = Math.max(1, ...columns.map(total));
  const now = columns.at(-1);
  const nowWords = now === undefined ? "" : columnWords(now, layers, `no ${what}`);
  return (
    <Card title={title} className="break-inside-avoid">
      <div className="grid gap-3">
        <Legend layers={layers} now={now} />
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
          <div
            className="flex flex-col justify-between text-right text-xs text-muted tabular-nums"
            aria-hidden="true"
          >
            <span>{most}</span>
            <span>0</span>
          </div>
          <StackedColumns
            label={`${title}, now ${nowWords}. The table below has every number.`}
            moments={moments}
            columns={columns}
            layers={layers}
            most={most}
            height={HEIGHT}
            nothing={`no ${what}`}
          />
          <span />
          <div className="mt-1 flex justify-between text-xs text-muted tabular-nums" aria-hidden="true">
            <span>{momentWords(moments[0] ?? "")}</span>
            <span className="max-md:hidden">
              {momentWords(moments[Math.floor(moments.length / 2)] ?? "")}
            </span>
            <span>{momentWords(moments.at(-1) ?? "")} UTC</span>
          </div>
        </div>
        <details className="text-sm" data-print="open">
          <summary className="rounded-sm font-[560] hover:text-accent">{title}, as a table</summary>
          <SeriesTable caption={title} moments={moments} columns={columns} layers={layers} />
        </details>
      </div>
    </Card>
  );
};
