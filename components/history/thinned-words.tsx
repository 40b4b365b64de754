import type { ShownThinned } from "#components/history/shown-past.ts";
import { ExactTime } from "#components/ui/exact-time.tsx";

/** Says that looks were removed: between which moments, and what was kept. */
export const ThinnedWords = ({ thinned }: { readonly thinned: ShownThinned }) => (
  <span>
    Looks between <ExactTime at={thinned.from} /> and <ExactTime at={thinned.until} /> were thinned to one a{" "}
    {thinned.kept}, and those that the log rests on; {thinned.looks} were removed.
  </span>
);
