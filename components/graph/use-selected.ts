"use client";

import { useEffect, useRef, useState } from "react";
import type { GraphQuery } from "#lib/core/graph/graph-query.ts";
import type { ChangeQuery } from "./use-graph-query.ts";

/** A hand that walks from node to node does not write an address for each. */
const RESTING_MS = 200;

/**
 * The id of the selected node, as the page's address says it, and how to select another: at once on screen, in the
 * address when the hand rests. `quiet` changes what else the address says without a step to go back from. After `leave`
 * another page is on its way: whatever were written then would call it off.
 */
export const useSelected = (query: GraphQuery, onChange: ChangeQuery) => {
  const [id, select] = useState(query.node);
  /** What was written and has not come back as the page's address yet. */
  const underWay = useRef<readonly string[]>([]);
  const isLeaving = useRef(false);
  const quiet = (changed: Partial<GraphQuery>): void => {
    if (!isLeaving.current) onChange(changed, "quiet");
  };
  // The page may be kept while another is shown, and shown again.
  useEffect(() => {
    isLeaving.current = false;
  }, []);
  const latest = useRef(quiet);
  latest.current = quiet;
  useEffect(() => {
    const at = underWay.current.indexOf(query.node);
    underWay.current = at === -1 ? [] : underWay.current.slice(at + 1);
    // Somebody went back, or followed a link to this page.
    if (at === -1) select(query.node);
  }, [query.node]);
  useEffect(() => {
    if (id === query.node) return;
    const resting = setTimeout(() => {
      underWay.current = [...underWay.current, id];
      latest.current({ node: id });
    }, RESTING_MS);
    return () => clearTimeout(resting);
  }, [id, query.node]);
  return {
    selectedId: id === "" ? null : id,
    select: (next: string | null) => select(next ?? ""),
    quiet,
    leave: () => {
      isLeaving.current = true;
    },
  };
};
