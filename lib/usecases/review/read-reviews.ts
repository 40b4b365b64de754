import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { mayRunReviews } from "#lib/core/review/may-review.ts";
import { type ReviewTally, tallyOf } from "#lib/core/review/review-tally.ts";
import { evidenceSchema } from "#lib/formats/review/stored-review.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { rowFacts } from "./locked-review.ts";

export interface ReviewLine {
  readonly number: number;
  readonly name: string;
  readonly state: "open" | "closed";
  readonly reviewerName: string;
  /** It is this person's to run. */
  readonly mine: boolean;
  readonly overdue: boolean;
  /** ISO 8601 UTC. */
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly tally: ReviewTally;
  /** Its evidence is there to download. */
  readonly packed: boolean;
}

/** Something of this person's own that a reviewer asks about. */
export interface QuestionLine {
  readonly review: number;
  readonly row: number;
  readonly title: string;
  readonly askedBy: string;
  readonly question: string;
  readonly answered: boolean;
}

export interface ReviewsView {
  readonly mayRun: boolean;
  /** Open ones first, the next due first; then the newest closed. Empty for whoever may not read them. */
  readonly reviews: readonly ReviewLine[];
  /** Asked of this person, in open reviews, not decided. */
  readonly questions: readonly QuestionLine[];
}

const rowSelection = {
  id: true,
  ownerId: true,
  evidence: true,
  decision: true,
  keepUntil: true,
  note: true,
  decidedById: true,
  decidedAt: true,
  askedAt: true,
  askedById: true,
  question: true,
  answer: true,
  answerNote: true,
  answeredAt: true,
} as const;

export async function readReviews(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<ReviewsView, Refusal>> {
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const now = await databaseTime(db);
  const reviews = may(roles, "read-audit")
    ? await db.review.findMany({
        orderBy: [{ state: "desc" }, { dueAt: "asc" }],
        include: {
          reviewer: { select: { displayName: true } },
          rows: { select: rowSelection },
          packs: { select: { edition: true } },
        },
      })
    : [];
  const asked = await db.reviewRow.findMany({
    where: {
      ownerId: actor.personId,
      askedAt: { not: null },
      decision: null,
      review: { state: "open" },
    },
    orderBy: [{ answeredAt: { sort: "asc", nulls: "first" } }, { askedAt: "asc" }],
    include: { review: { select: { number: true } }, askedBy: { select: { displayName: true } } },
  });
  const lines = reviews.map(
    (review): ReviewLine => ({
      number: review.number,
      name: review.name,
      state: review.state === "closed" ? "closed" : "open",
      reviewerName: review.reviewer.displayName,
      mine: review.reviewerId === actor.personId,
      overdue: review.state === "open" && review.dueAt <= now,
      dueAt: review.dueAt.toISOString(),
      closedAt: review.closedAt?.toISOString() ?? null,
      tally: tallyOf(review.rows.map(rowFacts)),
      packed: review.packs.length > 0,
    }),
  );
  return succeed({
    mayRun: mayRunReviews({ roles }),
    reviews: [
      ...lines.filter(({ state }) => state === "open"),
      ...lines
        .filter(({ state }) => state === "closed")
        .sort((a, b) => ((a.closedAt ?? "") < (b.closedAt ?? "") ? 1 : -1)),
    ],
    questions: asked.map((row) => ({
      review: row.review.number,
      row: row.ordinal,
      title: evidenceSchema.parse(row.evidence).title,
      askedBy: row.askedBy?.displayName ?? "A reviewer",
      question: row.question,
      answered: row.answeredAt !== null,
    })),
  });
}
