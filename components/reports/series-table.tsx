import { momentWords } from "#components/reports/column-words.ts";
import type { Layer } from "#components/reports/layers.ts";
import { tableRows } from "#components/reports/table-rows.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Column } from "#lib/core/posture/column.ts";

interface Props {
  readonly caption: string;
  readonly moments: readonly string[];
  readonly columns: readonly Column[];
  readonly layers: readonly Layer[];
}

const span = (from: string, to: string): string =>
  from === to ? momentWords(from) : `${momentWords(from)} to ${momentWords(to)}`;

/** Every number of a chart, newest first; each moment leads to the findings as of it. */
export const SeriesTable = ({ caption, moments, columns, layers }: Props) => (
  <div className="mt-2 overflow-x-auto">
    <table className="w-full border-collapse tabular-nums [&_td]:px-2 [&_td]:py-1 [&_th]:px-2 [&_th]:py-1 [&_tr]:border-b [&_tr]:border-line">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col">UTC</th>
          {layers.map(({ key, word }) => (
            <th key={key} scope="col" className="text-right">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tableRows(moments, columns, layers).map((row) =>
          row.kind === "no-data" ? (
            <tr key={row.from}>
              <th scope="row" className="text-left font-normal">
                {span(row.from, row.to)}
              </th>
              <td colSpan={layers.length} className="text-right text-muted">
                no data
              </td>
            </tr>
          ) : (
            <tr key={row.moment}>
              <th scope="row" className="text-left font-normal whitespace-nowrap">
                {row.isNow || !row.column.isKnown ? (
                  momentWords(row.moment)
                ) : (
                  <TextLink href={`/findings?at=${encodeURIComponent(row.moment)}`}>
                    {momentWords(row.moment)}
                  </TextLink>
                )}
              </th>
              {layers.map((layer) => (
                <td key={layer.key} className="text-right">
                  {layer.value(row.column)}
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  </div>
);
