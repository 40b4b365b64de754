import type { ShownTier } from "#components/stacks/shown-stack.ts";
import { DiffStateMark } from "#components/ui/diff-state-mark.tsx";
import { FindingMark, type FindingState } from "#components/ui/finding-mark.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

/** The counts worth a word in a cell; notes are not. */
const countsOf = ({
  counts,
}: ShownTier): readonly { readonly state: FindingState; readonly count: number }[] =>
  [
    { state: "extra" as const, count: counts.extra },
    { state: "too-wide" as const, count: counts["too-wide"] },
    { state: "missing" as const, count: counts.missing + counts.unbound + counts["group-gone"] },
    { state: "membership" as const, count: counts["no-door"] + counts["lacks-tier"] },
    { state: "unknown" as const, count: counts.unknown },
  ].filter(({ count }) => count > 0);

const WORDS: Partial<Record<FindingState, string>> = { membership: "without it" };

/** A tier's verdict with its counts. */
export const TierCell = ({ tier }: { readonly tier: ShownTier | undefined }) => {
  if (tier === undefined) return <span className="text-muted">no such tier</span>;
  const counts = countsOf(tier);
  if (counts.length === 0 && (tier.accepted === 0 || tier.state === "accepted"))
    return <DiffStateMark state={tier.state} />;
  return (
    <span className="grid justify-items-start gap-0.5">
      {counts.length === 0 ? <DiffStateMark state={tier.state} /> : null}
      {counts.map(({ state, count }) => {
        const word = WORDS[state];
        return (
          <FindingMark key={state} state={state} count={count} {...(word === undefined ? {} : { word })} />
        );
      })}
      {tier.accepted === 0 ? null : (
        <StateMark tone="accent" shape="pause">
          {tier.accepted} accepted
        </StateMark>
      )}
    </span>
  );
};
