/**
 * The state machine of an access review. A review is open until it is closed, once; a row is undecided until somebody
 * who may decides, and undecided again when that is taken back. What is not here does not happen.
 */
import { conflict, forbidden, invalid, type Refusal } from "../refusal.ts";
import { fail, type Result, succeed } from "../result.ts";
import { mayHandOver, mayReview, mayRunReviews, type Reviewer } from "./may-review.ts";

export type Decision = { readonly kind: "keep"; readonly until: Date } | { readonly kind: "revoke" };

export type Decided = Decision & { readonly by: string; readonly at: Date; readonly note: string };

export type OwnersAnswer = "needed" | "not-needed";

export interface RowFacts {
  readonly id: string;
  readonly ownerId: string | null;
  /** When it ends by itself; null for what stands. */
  readonly endsAt: Date | null;
  readonly decided: Decided | null;
  readonly asked: { readonly by: string; readonly at: Date; readonly question: string } | null;
  readonly answer: { readonly says: OwnersAnswer; readonly at: Date; readonly note: string } | null;
}

export interface ReviewFacts {
  readonly state: "open" | "closed";
  readonly reviewerId: string;
  readonly rows: readonly RowFacts[];
}

export type ReviewEvent =
  | {
      readonly kind: "decide";
      readonly rowId: string;
      readonly person: Reviewer;
      readonly decision: Decision;
      readonly note: string;
      readonly at: Date;
    }
  | { readonly kind: "undo"; readonly rowId: string; readonly person: Reviewer }
  | {
      readonly kind: "ask";
      readonly rowId: string;
      readonly person: Reviewer;
      readonly question: string;
      readonly at: Date;
    }
  | {
      readonly kind: "answer";
      readonly rowId: string;
      readonly personId: string;
      readonly says: OwnersAnswer;
      readonly note: string;
      readonly at: Date;
    }
  /** `reviewer`: who runs it until then. */
  | {
      readonly kind: "hand-over";
      readonly person: Reviewer;
      readonly reviewer: Reviewer;
      readonly to: Reviewer;
    }
  /** `leavingOpen`: whoever closes says that undecided rows stay undecided. */
  | { readonly kind: "close"; readonly person: Reviewer; readonly leavingOpen: boolean };

/** Longer than this nothing is kept without another look: a year, and a day for whoever reviews on the same date. */
const LONGEST_KEEP_DAYS = 366;

const DAY = 86_400_000;

export const latestKeep = (row: Pick<RowFacts, "endsAt">, at: Date): Date => {
  const longest = new Date(at.getTime() + LONGEST_KEEP_DAYS * DAY);
  return row.endsAt !== null && row.endsAt < longest ? row.endsAt : longest;
};

type Moved = Result<ReviewFacts, Refusal>;

const CLOSED = conflict("This review is closed: nothing about it changes any more.");

const rowOf = (review: ReviewFacts, rowId: string): RowFacts | undefined =>
  review.rows.find(({ id }) => id === rowId);

const withRow = (review: ReviewFacts, row: RowFacts): Moved =>
  succeed({ ...review, rows: review.rows.map((each) => (each.id === row.id ? row : each)) });

/** The row, where this person may decide about it. */
function reviewable(review: ReviewFacts, rowId: string, person: Reviewer): Result<RowFacts, Refusal> {
  const row = rowOf(review, rowId);
  if (row === undefined) return fail(conflict("This row is not part of the review."));
  const allowed = mayReview(person, review.reviewerId, row);
  return allowed.ok ? succeed(row) : allowed;
}

/** Why something cannot be kept until then; null when it can. */
function untilProblem(row: RowFacts, decision: Decision, at: Date): string | null {
  if (decision.kind === "revoke") return null;
  if (decision.until <= at) return "Keep it until a day that lies ahead.";
  if (decision.until <= latestKeep(row, at)) return null;
  return row.endsAt !== null && decision.until > row.endsAt
    ? "It ends earlier than that by itself. To keep it longer its owner asks for more time."
    : "Keep it for a year at most: then it is looked at again.";
}

function decide(review: ReviewFacts, event: Extract<ReviewEvent, { kind: "decide" }>): Moved {
  const { decision, note, at, person } = event;
  const found = reviewable(review, event.rowId, person);
  if (!found.ok) return found;
  const row = found.value;
  // Whoever decides over a decision loses its note without having seen it.
  if (row.decided !== null)
    return fail(conflict("This is decided. Take the decision back before you decide otherwise."));
  const problem = untilProblem(row, decision, at);
  if (problem !== null) return fail(invalid(problem));
  return withRow(review, { ...row, decided: { ...decision, by: person.personId, at, note } });
}

function ask(review: ReviewFacts, event: Extract<ReviewEvent, { kind: "ask" }>): Moved {
  const found = reviewable(review, event.rowId, event.person);
  if (!found.ok) return found;
  const row = found.value;
  if (row.ownerId === null) return fail(conflict("Nobody owns this, so there is nobody to ask."));
  if (row.decided !== null) return fail(conflict("This is decided. Take the decision back before you ask."));
  const asked = { by: event.person.personId, at: event.at, question: event.question };
  return withRow(review, { ...row, asked, answer: null });
}

function answer(review: ReviewFacts, event: Extract<ReviewEvent, { kind: "answer" }>): Moved {
  const row = rowOf(review, event.rowId);
  // Whoever is not asked learns nothing, not even that there is a question.
  if (row === undefined || row.ownerId !== event.personId || row.asked === null) {
    return fail(forbidden("Nobody asked you about this."));
  }
  if (row.decided !== null) return fail(conflict("This was decided meanwhile; your answer is not needed."));
  return withRow(review, { ...row, answer: { says: event.says, at: event.at, note: event.note } });
}

function handOver(review: ReviewFacts, event: Extract<ReviewEvent, { kind: "hand-over" }>): Moved {
  const { person, reviewer, to } = event;
  if (reviewer.personId !== review.reviewerId) {
    return fail(conflict("Somebody else runs this review meanwhile. Look at it again."));
  }
  const allowed = mayHandOver(person, reviewer, to);
  return allowed.ok ? succeed({ ...review, reviewerId: to.personId }) : allowed;
}

/** Rows that nobody has decided. */
export const leftOpen = (review: ReviewFacts): readonly RowFacts[] =>
  review.rows.filter(({ decided }) => decided === null);

function close(review: ReviewFacts, event: Extract<ReviewEvent, { kind: "close" }>): Moved {
  const { person, leavingOpen } = event;
  if (person.personId !== review.reviewerId || !mayRunReviews(person)) {
    return fail(forbidden("Its reviewer closes a review."));
  }
  const open = leftOpen(review).length;
  if (open > 0 && !leavingOpen) {
    const rows = open === 1 ? "1 row is" : `${open} rows are`;
    return fail(conflict(`${rows} not decided. Decide, or say that you leave what is open undecided.`));
  }
  return succeed({ ...review, state: "closed" });
}

/** What a review becomes by an event; a refusal leaves it as it was. */
export function moveReview(review: ReviewFacts, event: ReviewEvent): Moved {
  if (review.state === "closed") return fail(CLOSED);
  switch (event.kind) {
    case "decide":
      return decide(review, event);
    case "undo": {
      const found = reviewable(review, event.rowId, event.person);
      if (!found.ok) return found;
      if (found.value.decided === null) return fail(conflict("There is no decision to take back."));
      return withRow(review, { ...found.value, decided: null });
    }
    case "ask":
      return ask(review, event);
    case "answer":
      return answer(review, event);
    case "hand-over":
      return handOver(review, event);
    case "close":
      return close(review, event);
  }
}

/** What a closed review takes away. */
export const revoked = (review: ReviewFacts): readonly RowFacts[] =>
  review.rows.filter(({ decided }) => decided?.kind === "revoke");
