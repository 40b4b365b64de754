"use client";

import { useEffect, useState } from "react";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import { type PackedGraph, unpackGraph } from "#lib/core/graph/packed-graph.ts";

export type GraphData =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly problem: string }
  | { readonly state: "ready"; readonly graph: AccountGraph };

/** Our own server's word, of the version that this page knows; a page left open over an update says so. */
const isPacked = (value: unknown): value is PackedGraph =>
  typeof value === "object" && value !== null && "version" in value && value.version === 1;

const RELOAD = "The graph could not be fetched. Nothing was changed; load the page again.";

/** The graph of what is asked for, fetched once for each account and moment. */
export const useGraphData = (scope: string, at: string): GraphData => {
  const [data, setData] = useState<GraphData>({ state: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    setData({ state: "loading" });
    const load = async () => {
      try {
        const parameters = new URLSearchParams({ scope, ...(at === "" ? {} : { at }) });
        const response = await fetch(`/graph/data?${parameters.toString()}`, { signal: abort.signal });
        const text = response.ok ? await response.text() : "null";
        performance.mark("graph-data");
        const body: unknown = JSON.parse(text);
        setData(
          isPacked(body)
            ? { state: "ready", graph: unpackGraph(body) }
            : { state: "failed", problem: RELOAD },
        );
      } catch {
        if (!abort.signal.aborted) setData({ state: "failed", problem: RELOAD });
      }
    };
    void load();
    return () => abort.abort();
  }, [scope, at]);
  return data;
};
