"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** The pair that is selected, as the page's address says it: the matrix and the graph show the same one. */
export const usePair = (): { readonly pair: Pair | null; readonly select: (pair: Pair | null) => void } => {
  const parameters = useSearchParams();
  const [from = "", to = ""] = (parameters.get("pair") ?? "").split("~");
  const text = parameters.toString();
  const select = useCallback(
    (pair: Pair | null) => {
      const next = new URLSearchParams(text);
      if (pair === null) next.delete("pair");
      else next.set("pair", `${pair.from}~${pair.to}`);
      window.history.pushState(null, "", `${window.location.pathname}?${next.toString()}`);
    },
    [text],
  );
  const pair = useMemo(() => (from === "" || to === "" ? null : { from, to }), [from, to]);
  return { pair, select };
};
