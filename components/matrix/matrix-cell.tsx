import clsx from "clsx";
import type { ReactNode } from "react";
import type { CellWords } from "#components/matrix/cell-words.ts";
import { Shape } from "#components/ui/shape.tsx";
import type { EdgeMark } from "#lib/core/graph/graph.ts";
import type { ShownEdge } from "#lib/core/graph/shown-edge.ts";

export type MarkShape = (mark: EdgeMark) => ReactNode;

interface Props {
  readonly edge: ShownEdge | null;
  readonly words: CellWords;
  /** As the graph draws it. */
  readonly markShape: MarkShape;
}

/** A cell for eyes: its ports, and a shape for each thing its sentence says beside them. */
export const MatrixCell = ({ edge, words, markShape }: Props) => {
  const { label, rule, unknown, missing, packets, differs } = words;
  const marks = new Set(edge?.marks ?? []);
  if (unknown.length > 0 || (packets !== null && packets.unknown.length > 0)) marks.add("unknown");
  const isFree = packets !== null && packets.ungoverned.length > 0;
  const isMissing = rule.length === 0 && missing.length > 0;
  return (
    <span aria-hidden="true" className="flex h-full items-center justify-center gap-1 px-1 text-xs">
      {[...marks].map((mark) => (
        <span key={mark}>{markShape(mark)}</span>
      ))}
      {isFree ? (
        <span className="text-missing">
          <Shape name="half" size={11} />
        </span>
      ) : null}
      <span
        className={clsx(
          "truncate font-mono",
          isMissing
            ? "border-b border-dashed border-missing text-missing"
            : rule.length === 0 && "text-muted",
        )}
      >
        {label}
      </span>
      {differs ? <span className="font-semibold text-accent">≠</span> : null}
    </span>
  );
};
