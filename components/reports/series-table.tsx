import { momentWords } from "#components/reports/column-words.ts";
import type { Layer } from "#components/reports/layers.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Column } from "#lib/core/posture/column.ts";

interface Props {
  readonly caption: string;
  readonly moments: readonly string[];
  readonly columns: readonly Column[];
  readonly layers: readonly Layer[];
}

/** Every number of a chart, newest first; each moment leads to the findings as of it. */
export const SeriesTable = ({ caption, moments, columns, layers }: Props) => {
  const rows = columns.map((column, index) => ({ column, moment: moments[index] ?? "" })).reverse();
  return (
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
          {rows.map(({ column, moment }, index) => (
            <tr key={moment}>
              <th scope="row" className="text-left font-normal whitespace-nowrap">
                {index === 0 || !column.isKnown ? (
                  momentWords(moment)
                ) : (
                  <TextLink href={`/findings?at=${encodeURIComponent(moment)}`}>
                    {momentWords(moment)}
                  </TextLink>
                )}
              </th>
              {layers.map((layer) => (
                <td key={layer.key} className="text-right">
                  {column.isKnown || layer.value(column) > 0 ? (
                    layer.value(column)
                  ) : (
                    <span className="text-muted">no data</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
