"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import {
  GRAPH_PARAMETERS,
  type GraphQuery,
  graphParameters,
  graphQuery,
} from "#lib/core/graph/graph-query.ts";

export type ChangeQuery = (change: Partial<GraphQuery>, how?: "step" | "quiet") => void;

const queryOf = (parameters: URLSearchParams): GraphQuery =>
  graphQuery(
    Object.fromEntries(
      GRAPH_PARAMETERS.flatMap((name) => {
        const value = parameters.get(name);
        return value === null ? [] : [[name, value]];
      }),
    ),
  );

/** The page's address says more already than the page was told: what changes, changes from there. */
const change: ChangeQuery = (changed, how = "step") => {
  const parameters = new URLSearchParams(window.location.search);
  const query = queryOf(parameters);
  for (const name of GRAPH_PARAMETERS) parameters.delete(name);
  for (const [name, value] of Object.entries(graphParameters({ ...query, ...changed })))
    parameters.set(name, value);
  const next = parameters.toString();
  const address = next === "" ? window.location.pathname : `${window.location.pathname}?${next}`;
  if (how === "step") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
};

/**
 * What is shown, as the page's address says it, and how to change that: as a step one can go back from, or quietly.
 * Parameters of others stay. The server is not asked: it has nothing to add.
 */
export const useGraphQuery = (): { readonly query: GraphQuery; readonly change: ChangeQuery } => {
  const text = useSearchParams().toString();
  const query = useMemo(() => queryOf(new URLSearchParams(text)), [text]);
  return { query, change };
};
