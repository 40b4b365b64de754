"use client";

import { useMemo, useRef } from "react";
import { FocusBar } from "#components/graph/focus-bar.tsx";
import { GraphToolbar } from "#components/graph/graph-toolbar.tsx";
import { levelOf } from "#components/graph/level-of.ts";
import { MARK_WORDS } from "#components/graph/mark-look.ts";
import { MarkShape } from "#components/graph/mark-shape.tsx";
import { NodeSearch } from "#components/graph/node-search.tsx";
import type { ChangeQuery } from "#components/graph/use-graph-query.ts";
import { MatrixView } from "#components/matrix/matrix-view.tsx";
import { focusOn } from "#lib/core/graph/focus.ts";
import type { AccountGraph, Highlight } from "#lib/core/graph/graph.ts";
import { filterGraph } from "#lib/core/graph/graph-part.ts";
import { filterOf, type GraphQuery } from "#lib/core/graph/graph-query.ts";
import { placeOfShown, revealed } from "#lib/core/graph/reveal.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { cellQuestion } from "./cell-question.ts";

interface Props {
  readonly graph: AccountGraph;
  readonly query: GraphQuery;
  readonly onChange: ChangeQuery;
  readonly scopes: readonly { readonly key: string; readonly label: string }[];
  readonly highlight: Highlight | null;
  readonly graphHref: string;
}

const toggled = (open: readonly string[], id: string): readonly string[] =>
  open.includes(id) ? open.filter((each) => each !== id) : [...open, id].sort();

/** The graph's filters above its other form. */
export const MatrixScreen = ({ graph, query, onChange, scopes, highlight, graphHref }: Props) => {
  const field = useRef<HTMLInputElement>(null);
  const level = levelOf(graph, query);
  const { only, port, person, hideInternal, showOutward, focus, way, hops } = query;
  const open = query.open.join("~");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields that filters are made of
  const shown = useMemo(
    () => showGraph(graph, filterGraph(graph, filterOf(query)), level, new Set(open.split("~"))),
    [graph, only, port, person, hideInternal, showOutward, level, open],
  );
  const at = focus === "" ? null : placeOfShown(graph, shown, focus);
  const standing = at === null ? undefined : shown.nodes[at];
  const within = useMemo(() => {
    if (standing === undefined) return null;
    const found = focusOn(shown, standing.id, way, hops === 0 ? Number.POSITIVE_INFINITY : hops);
    return found === null ? null : new Set(found.nodes);
  }, [shown, standing, way, hops]);
  const persons = useMemo(
    () => [...new Set(graph.nodes.flatMap(({ ownerName }) => ownerName ?? []))].sort(),
    [graph],
  );
  return (
    <div>
      <GraphToolbar
        query={query}
        level={level}
        persons={persons}
        onChange={onChange}
        scopes={scopes}
        search={
          <NodeSearch
            graph={graph}
            field={field}
            onFound={(id) => onChange({ focus: id, open: revealed(graph, level, query.open, id) })}
            onLeave={() => field.current?.blur()}
          />
        }
      />
      {standing === undefined ? null : <FocusBar label={standing.label} query={query} onChange={onChange} />}
      <MatrixView
        graph={graph}
        shown={shown}
        within={within}
        highlight={highlight}
        at={query.at}
        onFocus={(id) => onChange({ focus: id === focus ? "" : id })}
        onToggle={(id) => onChange({ open: toggled(query.open, id) })}
        askHref={cellQuestion(graph, query.at)}
        graphHref={graphHref}
        markShape={(mark) => <MarkShape mark={mark} />}
        markWords={MARK_WORDS}
      />
    </div>
  );
};
