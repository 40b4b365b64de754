import clsx from "clsx";
import type { CellWords } from "#components/matrix/cell-words.ts";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";
import type { ShownEdge } from "#lib/core/graph/shown-graph.ts";

interface Props {
  readonly edge: ShownEdge | null;
  readonly words: CellWords;
}

const MARKS: readonly { readonly mark: string; readonly shape: ShapeName; readonly tone: string }[] = [
  { mark: "drift", shape: "triangle", tone: "text-extra" },
  { mark: "exposed", shape: "wide", tone: "text-missing" },
];

/** A cell for eyes: its ports, and a shape for each thing its sentence says beside them. */
export const MatrixCell = ({ edge, words }: Props) => {
  const { label, rule, unknown, missing, packets, differs } = words;
  const isUnknown = unknown.length > 0 || (packets !== null && packets.unknown.length > 0);
  const isFree = packets !== null && packets.ungoverned.length > 0;
  return (
    <span aria-hidden="true" className="flex h-full items-center justify-center gap-1 px-1 text-xs">
      {MARKS.map(({ mark, shape, tone }) =>
        edge?.marks.some((each) => each === mark) ? (
          <span key={mark} className={tone}>
            <Shape name={shape} size={11} />
          </span>
        ) : null,
      )}
      {isUnknown ? (
        <span className="text-unknown">
          <Shape name="fog" size={12} />
        </span>
      ) : null}
      {isFree ? (
        <span className="text-missing">
          <Shape name="half" size={11} />
        </span>
      ) : null}
      <span className={clsx("truncate font-mono", rule.length === 0 && "text-muted")}>{label}</span>
      {missing.length > 0 ? (
        <span className="text-missing">
          <Shape name="ring" size={11} />
        </span>
      ) : null}
      {differs ? <span className="font-semibold text-accent">≠</span> : null}
    </span>
  );
};
