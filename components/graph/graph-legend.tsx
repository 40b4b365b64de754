import { TierMark } from "#components/ui/tier-mark.tsx";
import { MARK_ORDER, MARK_WORDS } from "./mark-look.ts";
import { MarkShape } from "./mark-shape.tsx";

const LINES = [
  { words: "as thick as it serves interfaces", dash: "none", width: 3 },
  { words: "out of line, or missing", dash: "7 4", width: 2 },
  { words: "cannot tell", dash: "1.5 4", width: 2 },
] as const;

/** What the shapes and lines of the picture mean. */
export const GraphLegend = ({ tiers }: { readonly tiers: readonly string[] }) => (
  <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
    {tiers.map((tier) => (
      <li key={tier}>
        <TierMark tier={tier} />
      </li>
    ))}
    {MARK_ORDER.map((mark) => (
      <li key={mark} className="inline-flex items-center gap-1.5">
        <MarkShape mark={mark} />
        {MARK_WORDS[mark]}
      </li>
    ))}
    {LINES.map(({ words, dash, width }) => (
      <li key={words} className="inline-flex items-center gap-1.5">
        <svg viewBox="0 0 26 8" width="26" height="8" aria-hidden="true">
          <path d="M1 4h24" stroke="currentColor" strokeWidth={width} strokeDasharray={dash} />
        </svg>
        {words}
      </li>
    ))}
  </ul>
);
