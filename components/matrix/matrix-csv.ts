/** The matrix as CSV: a line for each pair that has anything to say. */
import { shortServices } from "#lib/core/graph/short-services.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import type { Matrix } from "#lib/core/matrix/matrix.ts";
import { subtractServices } from "#lib/core/net/service-set.ts";

/** Quoted, and never a formula: names are other people's text. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

const HEAD = [
  "from",
  "from id",
  "to",
  "to id",
  "by rule",
  "unknown",
  "missing",
  "interfaces served",
  "marks",
];

export const matrixCsv = ({ rows, columns, cell }: Matrix): string => {
  const lines = rows.flatMap((from, row) =>
    columns.flatMap((to, column) => {
      const edge: ShownGraph["edges"][number] | null = cell(row, column);
      if (edge === null) return [];
      const unknown = subtractServices(edge.possibly, edge.surely);
      return [
        [
          from.label,
          from.id,
          to.label,
          to.id,
          shortServices(edge.surely).join(" "),
          shortServices(unknown).join(" "),
          shortServices(edge.missing).join(" "),
          `${edge.weight}`,
          edge.marks.join(" "),
        ],
      ];
    }),
  );
  return [HEAD, ...lines]
    .map((line) => line.map(field).join(","))
    .join("\r\n")
    .concat("\r\n");
};
