"use client";

import clsx from "clsx";
import { useMemo, useState } from "react";
import { cellWords } from "#components/matrix/cell-words.ts";
import type { MarkShape } from "#components/matrix/matrix-cell.tsx";
import { matrixCsv } from "#components/matrix/matrix-csv.ts";
import { MatrixGrid } from "#components/matrix/matrix-grid.tsx";
import { PairCard } from "#components/matrix/pair-card.tsx";
import { packetKey, usePackets } from "#components/matrix/use-packets.ts";
import { usePair } from "#components/matrix/use-pair.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { type AccountGraph, EDGE_MARKS, type EdgeMark, type Highlight } from "#lib/core/graph/graph.ts";
import { placeOfShown } from "#lib/core/graph/reveal.ts";
import type { ShownGraph, ShownNode } from "#lib/core/graph/shown-graph.ts";
import { matrixOf } from "#lib/core/matrix/matrix.ts";

/** What stands at the matrix's side, and points at nodes as it does. */
interface Beside {
  /** Node ids; null for none. */
  readonly pointed: string | null;
  readonly selected: string | null;
  readonly onPoint: (pair: { readonly from: string; readonly to: string } | null) => void;
}

interface Props {
  readonly graph: AccountGraph;
  readonly shown: ShownGraph;
  /** Places in `shown.nodes` that are in focus; null for all. */
  readonly within: ReadonlySet<number> | null;
  readonly highlight: Highlight | null;
  /** ISO 8601 UTC; empty for now. */
  readonly at: string;
  readonly onFocus: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly askHref: (from: ShownNode, to: ShownNode) => string | null;
  readonly graphHref: string;
  /** Marks as the graph draws and names them. */
  readonly markShape: MarkShape;
  readonly markWords: Readonly<Record<EdgeMark, string>>;
  /** Given where it stands beside the graph, which has the legend. */
  readonly beside?: Beside;
}

const save = (text: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "matrix.csv";
  link.click();
  URL.revokeObjectURL(link.href);
};

const NO_NODES: readonly ShownNode[] = [];

/** Who may reach whom on what, as a table: the graph's twin, with the same filters and focus. */
export const MatrixView = ({
  graph,
  shown,
  within,
  highlight,
  at,
  onFocus,
  onToggle,
  askHref,
  graphHref,
  markShape,
  markWords,
  beside,
}: Props) => {
  const { pair, select } = usePair();
  const matrix = useMemo(() => matrixOf(shown, within), [shown, within]);
  const [sight, setSight] = useState({ rows: NO_NODES, columns: NO_NODES });
  const packets = usePackets(graph, sight.rows, sight.columns, at);
  const lit = useMemo(() => {
    const nodeOf = (id: string) => shown.nodes[placeOfShown(graph, shown, id) ?? -1]?.id ?? "";
    return new Set((highlight?.pairs ?? []).map(({ from, to }) => `${nodeOf(from)} ${nodeOf(to)}`));
  }, [graph, shown, highlight]);
  const { rows, columns } = matrix;
  if (rows.length === 0)
    return <EmptyState shape="ring" title="Nobody may reach anybody, as far as this shows" />;
  const row = rows.findIndex(({ id }) => id === pair?.from);
  const column = columns.findIndex(({ id }) => id === pair?.to);
  const [from, to] = [rows[row], columns[column]];
  return (
    <div className={clsx(beside !== undefined && "flex min-h-0 flex-1 flex-col")}>
      <MatrixGrid
        matrix={matrix}
        pair={pair}
        lit={lit}
        packets={packets}
        markShape={markShape}
        onSelect={(sender, receiver) =>
          select(
            pair?.from === sender.id && pair.to === receiver.id ? null : { from: sender.id, to: receiver.id },
          )
        }
        onHead={(node) => (node.kind === "cluster" ? onToggle(node.id) : onFocus(node.id))}
        beside={beside ?? null}
        onSight={(seenRows, seenColumns) => setSight({ rows: seenRows, columns: seenColumns })}
      />
      <div aria-live="polite" className={clsx(beside !== undefined && "max-h-56 shrink-0 overflow-y-auto")}>
        {from === undefined || to === undefined ? null : (
          <PairCard
            from={from}
            to={to}
            edge={matrix.cell(row, column)}
            words={cellWords(matrix.cell(row, column), packets.get(packetKey(from, to)) ?? null)}
            askHref={askHref(from, to)}
            graphHref={beside === undefined ? graphHref : null}
            markWords={markWords}
          />
        )}
      </div>
      {beside === undefined ? (
        <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line px-4.5 py-3 text-sm text-muted max-md:px-4">
          <ul className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <li>
              {rows.length} that send, {columns.length} that are reached
            </li>
            {EDGE_MARKS.map((mark) => (
              <li key={mark} className="inline-flex items-center gap-1.5">
                {markShape(mark)} {markWords[mark]}
              </li>
            ))}
            <li>
              <span className="font-semibold text-accent">≠</span> packets get further, or less far, than
              rules say
            </li>
            <li className="inline-flex items-center gap-1.5">
              <span className="text-missing">
                <Shape name="half" size={11} />
              </span>
              not governed by security groups
            </li>
          </ul>
          <Button size="small" onClick={() => save(matrixCsv(matrix))}>
            Save as CSV
          </Button>
        </footer>
      ) : null}
    </div>
  );
};
