"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import {
  GRAPH_PARAMETERS,
  type GraphQuery,
  graphParameters,
  graphQuery,
} from "#lib/core/graph/graph-query.ts";

export type ChangeQuery = (change: Partial<GraphQuery>, how?: "step" | "quiet") => void;

/**
 * What is shown, as the page's address says it, and how to change that: as a step one can go back from, or quietly.
 * Parameters of others stay. The server is not asked: it has nothing to add.
 */
export const useGraphQuery = (): { readonly query: GraphQuery; readonly change: ChangeQuery } => {
  const text = useSearchParams().toString();
  const query = useMemo(() => {
    const parameters = new URLSearchParams(text);
    const given = GRAPH_PARAMETERS.map((name): [string, string | undefined] => [
      name,
      parameters.get(name) ?? undefined,
    ]);
    return graphQuery(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  }, [text]);
  const change = useCallback<ChangeQuery>(
    (changed, how = "step") => {
      const parameters = new URLSearchParams(text);
      for (const name of GRAPH_PARAMETERS) parameters.delete(name);
      for (const [name, value] of Object.entries(graphParameters({ ...query, ...changed })))
        parameters.set(name, value);
      const next = parameters.toString();
      const address = next === "" ? window.location.pathname : `${window.location.pathname}?${next}`;
      if (how === "step") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [text, query],
  );
  return { query, change };
};
