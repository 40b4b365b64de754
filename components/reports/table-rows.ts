/** The rows of a chart's table, newest first: moments in a row of which nothing is known are one. */
import { layersIn } from "#components/reports/column-words.ts";
import type { Layer } from "#components/reports/layers.ts";
import type { Column } from "#lib/core/posture/column.ts";

export type TableRow =
  | { readonly kind: "known"; readonly moment: string; readonly column: Column; readonly isNow: boolean }
  | { readonly kind: "no-data"; readonly from: string; readonly to: string };

export function tableRows(
  moments: readonly string[],
  columns: readonly Column[],
  layers: readonly Layer[],
): readonly TableRow[] {
  const rows: TableRow[] = [];
  for (let index = columns.length - 1; index >= 0; index -= 1) {
    const column = columns[index];
    const moment = moments[index];
    if (column === undefined || moment === undefined) continue;
    const last = rows.at(-1);
    if (column.isKnown || layersIn(column, layers).length > 0)
      rows.push({ kind: "known", moment, column, isNow: index === columns.length - 1 });
    else if (last?.kind === "no-data") rows[rows.length - 1] = { ...last, from: moment };
    else rows.push({ kind: "no-data", from: moment, to: moment });
  }
  return rows;
}
