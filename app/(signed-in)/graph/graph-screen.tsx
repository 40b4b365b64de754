"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { GraphView } from "#components/graph/graph-view.tsx";
import { useGraphData } from "#components/graph/use-graph-data.ts";
import { useGraphQuery } from "#components/graph/use-graph-query.ts";
import { usePair } from "#components/matrix/use-pair.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { useWide } from "#components/ui/use-wide.ts";
import { fileOfGraph } from "#lib/browser/graph-files.ts";
import type { Highlight } from "#lib/core/graph/graph.ts";
import type { GraphQuery } from "#lib/core/graph/graph-query.ts";
import { MatrixBeside } from "./matrix-beside.tsx";
import { MatrixScreen } from "./matrix-screen.tsx";

interface Props {
  readonly scopes: readonly { readonly key: string; readonly label: string }[];
  /** What an answer speaks of. */
  readonly highlight: Highlight | null;
  readonly children?: ReactNode;
}

/** Graph and matrix of the same data, with the same filters and focus: the address holds them, for both. */
export const GraphScreen = ({ scopes, highlight }: Props) => {
  const { query, change } = useGraphQuery();
  const parameters = useSearchParams().toString();
  const { pair } = usePair();
  const inHand = useMemo(
    () => (pair === null ? highlight : { nodeIds: [pair.from, pair.to], pairs: [pair] }),
    [pair, highlight],
  );
  const isWide = useWide();
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
      <p
        role="status"
        className="flex h-[38rem] items-center justify-center gap-2 text-muted max-md:h-[30rem]"
      >
        <Spinner /> Fetching the graph…
      </p>
    );
  if (data.graph.nodes.length === 0) return <EmptyState shape="ring" title="Nothing was observed here yet" />;
  const viewHref = (view: GraphQuery["view"]): string => {
    const next = new URLSearchParams(parameters);
    if (view === "graph") next.delete("view");
    else next.set("view", view);
    return `/graph?${next.toString()}`;
  };
  return (
    <>
      <Tabs
        label="Views"
        current={query.view}
        tabs={[
          { key: "graph", label: "Graph", href: viewHref("graph") },
          { key: "matrix", label: "Matrix", href: viewHref("matrix") },
        ]}
      />
      {query.view === "matrix" ? (
        <MatrixScreen
          graph={data.graph}
          query={query}
          onChange={change}
          scopes={scopes}
          highlight={highlight}
          graphHref={viewHref("graph")}
        />
      ) : (
        <GraphView
          graph={data.graph}
          query={query}
          onChange={change}
          scopes={scopes}
          highlight={inHand}
          fileOf={fileOfGraph}
          beside={
            isWide
              ? (twin) => (
                  <MatrixBeside
                    graph={data.graph}
                    query={query}
                    onChange={change}
                    highlight={highlight}
                    graphHref={viewHref("graph")}
                    twin={twin}
                  />
                )
              : null
          }
        />
      )}
    </>
  );
};
