import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import type { StackSentence } from "#lib/core/findings/stack-sentence.ts";

interface Props {
  readonly sentence: StackSentence;
  /** How many clauses at most; what is left out is counted. */
  readonly limit?: number;
}

/** What is wrong with a stack, joined to one sentence; tiers in their hue. */
export const Clauses = ({ sentence, limit = 3 }: Props) => {
  const shown = sentence.clauses.slice(0, limit);
  const more = sentence.more + sentence.clauses.length - shown.length;
  return (
    <>
      {shown.map((clause, index) => {
        const isLast = index === shown.length - 1;
        const joint = index === 0 ? "" : isLast && more === 0 ? ", and " : ", ";
        return (
          <span key={JSON.stringify(clause)}>
            {joint}
            {clause.map((piece, place) =>
              piece.kind === "tier" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a tier may be named twice; its place tells which
                <TierMark key={place} tier={piece.tier} />
              ) : (
                <ForeignText key={piece.text} text={piece.text} limit={160} />
              ),
            )}
          </span>
        );
      })}
      {shown.length === 0 ? null : more > 0 ? `, and ${more} more` : ""}
    </>
  );
};
