import { VerdictMark } from "#components/ask/verdict-mark.tsx";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";

const ORDER: readonly ReachVerdict[] = ["yes", "ungoverned", "unknown", "no"];

/** How many of several answers say what; nothing beside a single one. */
export const VerdictTally = ({ verdicts }: { readonly verdicts: readonly ReachVerdict[] }) =>
  verdicts.length < 2 ? null : (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-1 px-1">
      <span className="text-muted">{verdicts.length} answers</span>
      {ORDER.map((verdict) => {
        const count = verdicts.filter((each) => each === verdict).length;
        return count === 0 ? null : (
          <span key={verdict} className="inline-flex items-center gap-1.5">
            <VerdictMark verdict={verdict} /> <span className="text-muted">{count}</span>
          </span>
        );
      })}
    </p>
  );
