import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { mayRunReviews } from "#lib/core/review/may-review.ts";
import { type ReviewTally, tallyOf } from "#lib/core/review/review-tally.ts";
import { evidenceSchema } from "#lib/formats/review/stored-review.ts";
import { databaseTime } from "../database-time.ts";
import { endedBy } from "../observation/observation-rows.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { reviewsAsThen } from "./reviews-as-then.ts";
import { withNames } from "./row-standing.ts";
import { isBy } from "./standing-then.ts";

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
  /** Never at a moment of the past. */
  readonly mayRun: boolean;
  /** Open ones first, the next due first; then the newest closed. Empty for whoever may not read them. */
  readonly reviews: readonly ReviewLine[];
  /** Asked of this person, in open reviews, not decided. */
  readonly questions: readonly QuestionLine[];
}

const rowSelection = {
  id: true,
  ordinal: true,
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
  ...withNames,
} as const;

/** Now, or as of `at`: the reviews that had been begun, and how far each was. */
export async function readReviews(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
  at?: Date,
): Promise<Result<ReviewsView, Refusal>> {
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const time = at ?? (await databaseTime(db));
  const begun = at === undefined ? {} : { createdAt: endedBy(at) };
  const reviews = may(roles, "read-audit")
    ? await db.review.findMany({
        where: begun,
        orderBy: { dueAt: "asc" },
        include: {
          reviewer: { select: { displayName: true } },
          rows: { select: rowSelection },
          packs: { select: { madeAt: true } },
        },
      })
    : [];
  const asked = await db.reviewRow.findMany({
    where: {
      ownerId: actor.personId,
      askedAt: { not: null },
      ...(at === undefined ? { decision: null, review: { state: "open" } } : { review: begun }),
    },
    orderBy: [{ answeredAt: { sort: "asc", nulls: "first" } }, { askedAt: "asc" }],
    include: {
      review: { select: { number: true, createdAt: true, closedAt: true } },
      ...withNames,
    },
  });
  const { standingOf, reviewerOf } = await reviewsAsThen(db, at, [
    ...reviews.map(({ createdAt }) => createdAt),
    ...asked.map(({ review }) => review.createdAt),
  ]);
  const isClosed = (closedAt: Date | null): boolean =>
    closedAt !== null && (at === undefined || isBy(closedAt, at));
  const lines = await Promise.all(
    reviews.map(async (review): Promise<ReviewLine> => {
      const closed = isClosed(review.closedAt);
      const reviewer = await reviewerOf(review);
      return {
        number: review.number,
        name: review.name,
        state: closed ? "closed" : "open",
        reviewerName: reviewer.name,
        mine: reviewer.id === actor.personId,
        overdue: !closed && review.dueAt <= time,
        dueAt: review.dueAt.toISOString(),
        closedAt: closed ? (review.closedAt?.toISOString() ?? null) : null,
        tally: tallyOf(review.rows.map((row) => standingOf(row, review.number))),
        packed: review.packs.some(({ madeAt }) => at === undefined || isBy(madeAt, at)),
      };
    }),
  );
  return succeed({
    mayRun: at === undefined && mayRunReviews({ roles }),
    reviews: [
      ...lines.filter(({ state }) => state === "open"),
      ...lines
        .filter(({ state }) => state === "closed")
        .sort((a, b) => ((a.closedAt ?? "") < (b.closedAt ?? "") ? 1 : -1)),
    ],
    questions: asked.flatMap((row): QuestionLine[] => {
      const standing = standingOf(row, row.review.number);
      if (standing.asked === null || standing.decided !== null || isClosed(row.review.closedAt)) return [];
      return [
        {
          review: row.review.number,
          row: row.ordinal,
          title: evidenceSchema.parse(row.evidence).title,
          askedBy: standing.asked.by || "A reviewer",
          question: standing.asked.question,
          answered: standing.answer !== null,
        },
      ];
    }),
  });
}
