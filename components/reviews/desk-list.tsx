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

/** The rows of a review, one of them in hand. The focus stays on the list while the keys move through it. */
export const DeskList = ({ id, rows, selected, onSelect }: Props) => {
  const activeId = `${id}-${selected.ordinal}`;
  useEffect(() => {
    document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Rows of this review"
      aria-activedescendant={activeId}
      tabIndex={0}
      className="max-h-[70dvh] divide-y divide-line overflow-y-auto rounded-card border border-line bg-panel -outline-offset-2"
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
            "grid min-h-11 gap-0.5 border-l-3 px-3.5 py-2.5",
            row.id === selected.id ? "border-l-accent bg-accent-soft" : "border-l-transparent hover:bg-sunk",
          )}
        >
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="text-sm text-muted tabular-nums">{row.ordinal}</span>
            <span className="min-w-0 flex-1 truncate font-[560]">
              <ForeignText text={row.evidence.title} limit={70} />
            </span>
          </span>
          <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
            <span className="text-muted">
              {KIND_WORDS[row.kind] ?? row.kind}
              {row.evidence.owner === null ? ", nobody's" : ", "}
              {row.evidence.owner === null ? null : <ForeignText text={row.evidence.owner.name} limit={30} />}
            </span>
            <DecisionMark row={row} />
          </span>
        </div>
      ))}
    </div>
  );
};
