// biome-ignore-all lint/a11y/useSemanticElements: rows and cells that are placed one by one, because few of them are drawn, make no table
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, rows and heads do not
"use client";

import clsx from "clsx";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cellSentence, cellWords, type Packets } from "#components/matrix/cell-words.ts";
import { type Place, step } from "#components/matrix/grid-steps.ts";
import { type MarkShape, MatrixCell } from "#components/matrix/matrix-cell.tsx";
import { NodeHead } from "#components/matrix/node-head.tsx";
import { packetKey } from "#components/matrix/use-packets.ts";
import type { Pair } from "#components/matrix/use-pair.ts";
import { useWindow } from "#components/matrix/use-window.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";
import type { Matrix } from "#lib/core/matrix/matrix.ts";

interface Props {
  readonly matrix: Matrix;
  readonly pair: Pair | null;
  /** Pairs that an answer speaks of, as `FROM TO`. */
  readonly lit: ReadonlySet<string>;
  readonly packets: ReadonlyMap<string, Packets | null>;
  readonly markShape: MarkShape;
  readonly onSelect: (from: ShownNode, to: ShownNode) => void;
  readonly onHead: (node: ShownNode) => void;
  /** What the graph at its side points at, and hears of what this points at; null where it stands alone. */
  readonly beside: {
    readonly pointed: string | null;
    readonly selected: string | null;
    readonly onPoint: (pair: Pair | null) => void;
  } | null;
  readonly onSight: (rows: readonly ShownNode[], columns: readonly ShownNode[]) => void;
}

/**
 * The matrix as a grid (the pattern of the ARIA authoring practices): one cell has the focus, the arrow keys move it.
 * Only what is in sight is drawn, so that thousands of groups cost no more than a screenful.
 */
export const MatrixGrid = (props: Props) => {
  const { matrix, pair, lit, packets, markShape, onSelect, onHead, beside, onSight } = props;
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const moved = useRef(false);
  const { rows, columns } = matrix;
  const sight = useWindow(host, rows.length, columns.length);
  const { cell } = sight;
  const at: Place = {
    row: Math.min(active.row, rows.length - 1),
    column: Math.min(active.column, columns.length - 1),
  };
  const cellId = (place: Place) => `${id}-${place.row}-${place.column}`;
  const shownRows = rows.slice(sight.rows.from, sight.rows.to);
  const shownColumns = columns.slice(sight.columns.from, sight.columns.to);
  const inSight = [...shownRows, null, ...shownColumns].map((node) => node?.id ?? "").join(" ");

  // biome-ignore lint/correctness/useExhaustiveDependencies: told when something else comes into sight
  useEffect(() => onSight(shownRows, shownColumns), [inSight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell that was moved to may have been drawn just now
  useEffect(() => {
    if (!moved.current) return;
    const cell = document.getElementById(cellId(at));
    if (cell === null) return;
    moved.current = false;
    cell.focus({ preventScroll: true });
  }, [at.row, at.column, sight]);

  const pointed = beside?.pointed ?? null;
  const selected = beside?.selected ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was selected is brought into sight once
  useEffect(() => {
    if (selected === null) return;
    const row = rows.findIndex((node) => node.id === selected);
    const column = columns.findIndex((node) => node.id === selected);
    if (row !== -1 || column !== -1) sight.bring({ row: Math.max(0, row), column: Math.max(0, column) });
  }, [selected]);

  const move = (to: Place) => {
    moved.current = true;
    setActive(to);
    sight.bring(to);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const from = rows[at.row];
    const to = columns[at.column];
    if ((event.key === "Enter" || event.key === " ") && from !== undefined && to !== undefined) {
      event.preventDefault();
      onSelect(from, to);
      return;
    }
    const next = step(at, event, { rows: rows.length, columns: columns.length });
    if (next === null) return;
    event.preventDefault();
    move(next);
  };

  return (
    <div
      ref={host}
      role="grid"
      tabIndex={-1}
      aria-label="Who may reach whom: a row for each sender, a column for each receiver"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      onKeyDown={onKeyDown}
      onPointerLeave={() => beside?.onPoint(null)}
      onBlur={() => beside?.onPoint(null)}
      className={clsx(
        "relative overflow-auto overscroll-contain",
        beside === null ? "max-h-[34rem] xl:max-h-[40rem]" : "min-h-0 flex-1",
      )}
    >
      <div
        className="relative"
        style={{
          width: cell.head + columns.length * cell.width,
          height: cell.top + rows.length * cell.height,
        }}
      >
        <div role="row" aria-rowindex={1} className="sticky top-0 z-20 bg-panel" style={{ height: cell.top }}>
          <div
            role="columnheader"
            aria-colindex={1}
            className="sticky left-0 z-30 flex items-end border-r border-b border-line bg-panel p-2 text-xs text-muted"
            style={{ width: cell.head, height: cell.top }}
          >
            <span>
              <span className="block">from ↓</span>
              <span className="block">to →</span>
            </span>
          </div>
          {shownColumns.map((node, place) => (
            <NodeHead
              key={node.id}
              node={node}
              role="columnheader"
              index={sight.columns.from + place + 2}
              isLit={pair?.to === node.id || pointed === node.id}
              onPress={() => onHead(node)}
              style={{
                left: cell.head + (sight.columns.from + place) * cell.width,
                width: cell.width,
                height: cell.top,
              }}
            />
          ))}
        </div>
        {shownRows.map((from, place) => {
          const row = sight.rows.from + place;
          return (
            <div
              key={from.id}
              role="row"
              aria-rowindex={row + 2}
              className="absolute left-0 w-full"
              style={{ top: cell.top + row * cell.height, height: cell.height }}
            >
              <NodeHead
                node={from}
                role="rowheader"
                index={1}
                isLit={pair?.from === from.id || pointed === from.id}
                onPress={() => onHead(from)}
                style={{ width: cell.head, height: cell.height }}
              />
              {shownColumns.map((to, shift) => {
                const column = sight.columns.from + shift;
                const edge = matrix.cell(row, column);
                const words = cellWords(edge, packets.get(packetKey(from, to)) ?? null);
                const isActive = at.row === row && at.column === column;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keys of its cells
                  <div
                    key={to.id}
                    id={cellId({ row, column })}
                    role="gridcell"
                    aria-colindex={column + 2}
                    aria-selected={pair?.from === from.id && pair.to === to.id}
                    aria-label={cellSentence(from, to, words)}
                    title={edge === null && words.label === "" ? undefined : cellSentence(from, to, words)}
                    tabIndex={isActive ? 0 : -1}
                    onFocus={() => {
                      setActive({ row, column });
                      beside?.onPoint({ from: from.id, to: to.id });
                    }}
                    onPointerEnter={() => beside?.onPoint({ from: from.id, to: to.id })}
                    onClick={() => onSelect(from, to)}
                    className={clsx(
                      "absolute top-0 cursor-default border-r border-b border-line -outline-offset-2",
                      "aria-selected:bg-accent-soft hover:bg-sunk",
                      lit.has(packetKey(from, to)) && "bg-accent-soft",
                      (pointed === from.id || pointed === to.id) && "bg-sunk",
                    )}
                    style={{ left: cell.head + column * cell.width, width: cell.width, height: cell.height }}
                  >
                    <MatrixCell edge={edge} words={words} markShape={markShape} />
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
};
