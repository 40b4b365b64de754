import { ANSWER_WORDS, type ShownRow } from "#components/reviews/shown-review.ts";
import { StateMark } from "#components/ui/state-mark.tsx";

/** Where a row stands, in a word and a shape. */
export const DecisionMark = ({ row }: { readonly row: Pick<ShownRow, "decided" | "asked" | "answer"> }) => {
  if (row.decided?.kind === "keep") {
    return (
      <StateMark tone="ok" shape="check">
        Keep until {row.decided.until?.slice(0, 10)}
      </StateMark>
    );
  }
  if (row.decided?.kind === "unknown") {
    return (
      <StateMark tone="unknown" shape="fog">
        Decided, not known how
      </StateMark>
    );
  }
  if (row.decided !== null) {
    return (
      <StateMark tone="extra" shape="cross">
        Revoke
      </StateMark>
    );
  }
  if (row.answer !== null) {
    return (
      <StateMark tone="accent" shape="dot">
        Owner: {(ANSWER_WORDS[row.answer.says] ?? "answered, not known what").toLowerCase()}
      </StateMark>
    );
  }
  if (row.asked !== null) {
    return (
      <StateMark tone="missing" shape="clock">
        Asked
      </StateMark>
    );
  }
  return (
    <StateMark tone="muted" shape="ring">
      Open
    </StateMark>
  );
};
