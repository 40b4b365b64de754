import { endedBy } from "../observation/observation-rows.ts";
import type { ReviewAction, ReviewDeed } from "./review-deeds.ts";
import { type NamedRow, type RowStanding, standingNow } from "./row-standing.ts";

/** By the end of the millisecond that a moment names. */
export const isBy = (time: Date, at: Date): boolean => time < (endedBy(at).lt ?? at);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const oneOf = <Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | "unknown" =>
  choices.find((choice) => choice === value) ?? "unknown";

const decidedBy = (deed: ReviewDeed | undefined): RowStanding["decided"] => {
  if (deed?.action !== "review.decided") return null;
  const kind = oneOf(deed.details.decision, ["keep", "revoke"]);
  return {
    kind,
    until: kind === "keep" ? text(deed.details.until) : null,
    by: deed.by,
    at: deed.at.toISOString(),
    note: text(deed.details.note),
  };
};

const askedBy = (deed: ReviewDeed | undefined): RowStanding["asked"] =>
  deed === undefined
    ? null
    : {
        by: deed.by,
        at: deed.at.toISOString(),
        question: text(deed.details.question) || "What was asked was erased from the log.",
      };

const answeredBy = (deed: ReviewDeed | undefined): RowStanding["answer"] =>
  deed?.action !== "review.answered"
    ? null
    : {
        says: oneOf(deed.details.says, ["needed", "not-needed"]),
        at: deed.at.toISOString(),
        note: text(deed.details.note),
      };

/**
 * How a row stood at `at`. What nothing touched since then is as the row still says; what was decided, asked or answered
 * again since is as the log told it then.
 */
export function standingThen(
  row: NamedRow,
  number: number,
  deeds: readonly ReviewDeed[],
  at: Date,
): RowStanding {
  const about = deeds.filter((deed) => deed.review === number && deed.row === row.ordinal);
  const touched = (actions: readonly ReviewAction[]): boolean =>
    about.some((deed) => !isBy(deed.at, at) && actions.includes(deed.action));
  const last = (actions: readonly ReviewAction[]): ReviewDeed | undefined =>
    about.findLast((deed) => isBy(deed.at, at) && actions.includes(deed.action));
  const decision = ["review.decided", "review.undone"] as const;
  const question = ["review.asked"] as const;
  // Another question takes the answer to the one before it away.
  const answer = ["review.asked", "review.answered"] as const;
  const now = standingNow(row);
  return {
    decided: touched(decision) ? decidedBy(last(decision)) : now.decided,
    asked: touched(question) ? askedBy(last(question)) : now.asked,
    answer: touched(answer) ? answeredBy(last(answer)) : now.answer,
  };
}

/** Who ran a review at `at`, by id; null where the log tells of no hand-over since. */
export function reviewerThen(number: number, deeds: readonly ReviewDeed[], at: Date): string | null {
  const about = deeds.filter(
    ({ review, action }) =>
      review === number && (action === "review.begun" || action === "review.handed-over"),
  );
  if (about.every((deed) => isBy(deed.at, at))) return null;
  return about.findLast((deed) => isBy(deed.at, at))?.personId ?? null;
}
