"use client";

import { useCallback, useMemo } from "react";
import { GraphView } from "#components/graph/graph-view.tsx";
import type { ChangeQuery } from "#components/graph/use-graph-query.ts";
import { lookHref } from "#components/look/look-view.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageSkeleton } from "#components/ui/skeleton.tsx";
import { fileOfGraph } from "#lib/browser/graph-files.ts";
import { graphParameters, graphQuery } from "#lib/core/graph/graph-query.ts";
import { unpackGraph } from "#lib/core/graph/packed-graph.ts";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

const NOTHING = {};

export const GraphPane = ({ look, view }: PaneProps) => {
  const told = useTold(look, "graph", NOTHING);
  const graph = useMemo(() => (told === null ? null : unpackGraph(told)), [told]);
  const query = useMemo(() => graphQuery(Object.fromEntries(new URLSearchParams(view.graph))), [view.graph]);
  const change = useCallback<ChangeQuery>(
    (changed, how = "step") => {
      const parameters = graphParameters({ ...query, ...changed });
      const address = lookHref(view, { graph: new URLSearchParams(parameters).toString() });
      if (how === "step") location.hash = address;
      else {
        history.replaceState(null, "", address);
        // The browser tells nobody of what is replaced.
        dispatchEvent(new HashChangeEvent("hashchange"));
      }
    },
    [query, view],
  );
  if (graph === null) return <PageSkeleton />;
  if (graph.nodes.length === 0) return <EmptyState shape="ring" title="There is no group to draw" />;
  return (
    <>
      {graph.isWhole ? null : (
        <Notice tone="warning" title="Not everything was given: what is not drawn may still be there." />
      )}
      <Card flush>
        <GraphView
          graph={graph}
          query={query}
          onChange={change}
          scopes={[]}
          highlight={null}
          fileOf={fileOfGraph}
          groupHref={(group) => lookHref(view, { tab: "groups", group })}
        />
      </Card>
    </>
  );
};
