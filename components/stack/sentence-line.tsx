import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import type { StackSentence } from "#lib/core/findings/stack-sentence.ts";

/** The stack in one sentence; tiers in their hue. */
export const SentenceLine = ({ sentence }: { readonly sentence: StackSentence }) => (
  <p className="max-w-[70ch] text-[15px] leading-relaxed">
    <b className="font-semibold">{sentence.verdict}</b>
    {sentence.clauses.length === 0 && sentence.verdict === "In line."
      ? " Every flow is meant, every meant flow is there, and every instance carries what it should."
      : null}
    {sentence.clauses.map((clause, index) => {
      const key = JSON.stringify(clause);
      const isLast = index === sentence.clauses.length - 1;
      const joint = index === 0 ? " " : isLast && sentence.more === 0 ? ", and " : ", ";
      return (
        <span key={key}>
          {joint}
          {clause.map((piece) =>
            piece.kind === "tier" ? (
              <TierMark key={`tier ${piece.tier}`} tier={piece.tier} />
            ) : (
              <ForeignText key={piece.text} text={piece.text} limit={160} />
            ),
          )}
        </span>
      );
    })}
    {sentence.clauses.length === 0 ? null : sentence.more > 0 ? `, and ${sentence.more} more.` : "."}
  </p>
);
