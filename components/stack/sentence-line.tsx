import { Clauses } from "#components/ui/clauses.tsx";
import type { StackSentence } from "#lib/core/findings/stack-sentence.ts";

/** The stack in one sentence. */
export const SentenceLine = ({ sentence }: { readonly sentence: StackSentence }) => (
  <p className="max-w-[74ch] text-[15px] leading-relaxed">
    {sentence.clauses.length === 0 ? (
      <>
        <b className="font-semibold">{sentence.verdict}</b>{" "}
        {sentence.verdict === "In line."
          ? "Every flow is meant, every meant flow has its rule, and every instance carries what it should."
          : null}
      </>
    ) : (
      <>
        <b className="font-semibold">{sentence.verdict.replace(/\.$/, ":")}</b>{" "}
        <Clauses sentence={sentence} />.
      </>
    )}
  </p>
);
