import { columnWords, layersIn, momentWords } from "#components/reports/column-words.ts";
import type { Layer } from "#components/reports/layers.ts";
import type { Column } from "#lib/core/posture/column.ts";

interface Props {
  /** What is shown, and where to find its numbers: read out instead of the picture. */
  readonly label: string;
  readonly moments: readonly string[];
  readonly columns: readonly Column[];
  readonly layers: readonly Layer[];
  /** What the highest column may hold. */
  readonly most: number;
  /** In pixels. */
  readonly height: number;
  /** Instead of numbers where there is nothing of any layer. */
  readonly nothing: string;
}

/** A gap between columns as a share of a column's width. */
const GAP = 0.14;

/** The drawn parts of one column, from the bottom up, in pixels from the top. */
const partsOf = (column: Column, { layers, most, height }: Pick<Props, "layers" | "most" | "height">) => {
  let used = 0;
  return layersIn(column, layers).map((layer) => {
    const size = (layer.value(column) / Math.max(1, most)) * height;
    used += size;
    return { layer, y: height - used, size };
  });
};

/** Columns side by side, each its layers on top of one another; a moment nobody knows has none, and a mark that says so. */
export const StackedColumns = ({ label, moments, columns, layers, most, height, nothing }: Props) => {
  const share = 100 / Math.max(1, columns.length);
  const place = { width: `${share * (1 - GAP)}%` };
  return (
    <svg role="img" aria-label={label} width="100%" height={height + 1} className="block overflow-visible">
      {columns.map((column, index) => {
        const moment = moments[index] ?? "";
        const x = `${share * (index + GAP / 2)}%`;
        return (
          <g key={moment}>
            <title>{`${momentWords(moment)} UTC: ${columnWords(column, layers, nothing)}`}</title>
            <rect x={x} {...place} y="0" height={height} className="fill-transparent" />
            {partsOf(column, { layers, most, height }).map(({ layer, y, size }) => (
              <rect
                key={layer.key}
                x={x}
                {...place}
                y={y}
                height={Math.max(0.5, size - 0.75)}
                className={layer.className}
                {...(layer.fill === undefined ? {} : { fill: layer.fill })}
              />
            ))}
            {column.isKnown ? null : (
              <rect x={x} {...place} y={height - 3} height="3" fill="url(#chart-empty)" />
            )}
          </g>
        );
      })}
      <line x1="0" x2="100%" y1={height + 0.5} y2={height + 0.5} className="stroke-line-strong" />
    </svg>
  );
};
