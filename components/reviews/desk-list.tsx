"use client";

import clsx from "clsx";
import { useEffect } from "react";
import { DecisionMark } from "#components/reviews/decision-mark.tsx";
import { KIND_WORDS, type ShownRow } from "#components/reviews/shown-review.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly id: string;
  readonly rows: readonly ShownRow[];
  readonly selected: ShownRow;
  readonly onSelect: (row: ShownRow) => void;
}

/** Moves the list alone: the page stays where the evidence is read. */
function keepInSight(listId: string, rowId: string): void {
  const [list, row] = [document.getElementById(listId), document.getElementById(rowId)];
  if (list === null || row === null) return;
  const below = row.offsetTop + row.offsetHeight - list.clientHeight;
  list.scrollTop = Math.max(below, Math.min(list.scrollTop, row.offsetTop));
}

/** The rows of a review, one of them in hand. The focus stays on the list while the keys move through it. */
export const DeskList = ({ id, rows, selected, onSelect }: Props) => {
  const activeId = `${id}-${selected.ordinal}`;
  useEffect(() => keepInSight(id, activeId), [id, activeId]);
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Rows of this review"
      aria-activedescendant={activeId}
      tabIndex={0}
      className="relative max-h-[70dvh] divide-y divide-line overflow-y-auto rounded-card border border-line bg-panel -outline-offset-2"
    >
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list move through its options
        <div
          key={row.id}
          id={`${id}-${row.ordinal}`}
          role="option"
          tabIndex={-1}
          aria-selected={row.id === selected.id}
          onClick={() => onSelect(row)}
          className={clsx(
            "grid min-h-11 grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-l-3 px-3.5 py-2.5",
            row.id === selected.id ? "border-l-accent bg-accent-soft" : "border-l-transparent hover:bg-sunk",
          )}
        >
          <span className="col-span-2 flex min-w-0 items-baseline gap-2">
            <span className="text-sm text-muted tabular-nums">{row.ordinal}</span>
            <span className="min-w-0 flex-1 truncate font-[560]">
              <ForeignText text={row.evidence.title} limit={70} />
            </span>
          </span>
          <span className="text-sm text-muted">
            {KIND_WORDS[row.kind] ?? row.kind}
            {row.evidence.owner === null ? ", nobody's" : ", "}
            {row.evidence.owner === null ? null : <ForeignText text={row.evidence.owner.name} limit={30} />}
          </span>
          <span className="text-sm">
            <DecisionMark row={row} />
          </span>
        </div>
      ))}
    </div>
  );
};
