"use client";

import type { GraphTwin } from "#components/graph/graph-twin.ts";
import { MARK_WORDS } from "#components/graph/mark-look.ts";
import { MarkShape } from "#components/graph/mark-shape.tsx";
import type { ChangeQuery } from "#components/graph/use-graph-query.ts";
import { MatrixView } from "#components/matrix/matrix-view.tsx";
import type { AccountGraph, Highlight } from "#lib/core/graph/graph.ts";
import type { GraphQuery } from "#lib/core/graph/graph-query.ts";
import { cellQuestion } from "./cell-question.ts";

interface Props {
  readonly graph: AccountGraph;
  readonly query: GraphQuery;
  readonly onChange: ChangeQuery;
  readonly highlight: Highlight | null;
  readonly graphHref: string;
  readonly twin: GraphTwin;
}

/** What the picture shows as a table at its side: either shows what the other points at. */
export const MatrixBeside = ({ graph, query, onChange, highlight, graphHref, twin }: Props) => (
  <section aria-label="The same as a matrix" className="flex min-h-0 min-w-0 flex-1 flex-col">
    <MatrixView
      graph={graph}
      shown={twin.shown}
      within={twin.within}
      highlight={highlight}
      at={query.at}
      onFocus={(focus) => onChange({ focus: focus === query.focus ? "" : focus, camera: "" })}
      onToggle={twin.onToggle}
      askHref={cellQuestion(graph, query.at)}
      graphHref={graphHref}
      markShape={(mark) => <MarkShape mark={mark} />}
      markWords={MARK_WORDS}
      beside={twin}
    />
  </section>
);
