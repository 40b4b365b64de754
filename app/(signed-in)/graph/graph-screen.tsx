"use client";

import type { ReactNode } from "react";
import { GraphView } from "#components/graph/graph-view.tsx";
import { useGraphData } from "#components/graph/use-graph-data.ts";
import { useGraphQuery } from "#components/graph/use-graph-query.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { Highlight } from "#lib/core/graph/graph.ts";

interface Props {
  readonly scopes: readonly { readonly key: string; readonly label: string }[];
  /** What an answer speaks of. */
  readonly highlight: Highlight | null;
  readonly children?: ReactNode;
}

/** Graph and matrix of the same data, with the same filters and focus: the address holds them, for both. */
export const GraphScreen = ({ scopes, highlight }: Props) => {
  const { query, change } = useGraphQuery();
  const data = useGraphData(query.scope, query.at);
  if (data.state === "failed")
    return (
      <div className="p-4">
        <Notice tone="problem" title="There is no graph to show" live>
          <p>{data.problem}</p>
        </Notice>
      </div>
    );
  if (data.state === "loading")
    return (
      <p role="status" className="flex items-center gap-2 p-6 text-muted">
        <Spinner /> Fetching the graph…
      </p>
    );
  if (data.graph.nodes.length === 0) return <EmptyState shape="ring" title="Nothing was observed here yet" />;
  return (
    <GraphView
      graph={data.graph}
      query={query}
      onChange={change}
      scopes={scopes}
      highlight={highlight}
      exports={null}
    />
  );
};
