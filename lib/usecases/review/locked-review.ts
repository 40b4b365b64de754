import type { Decided, ReviewFacts, RowFacts } from "#lib/core/review/review-state.ts";
import { evidenceSchema } from "#lib/formats/review/stored-review.ts";
import type { Database, Transaction } from "../ports.ts";

/** A review whose row is locked until the transaction ends: nothing about it moves meanwhile. */
export interface LockedReview {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly facts: ReviewFacts;
  /** By row id: what is decided about, for the log. */
  readonly subjects: ReadonlyMap<string, ReviewedSubject>;
}

export interface ReviewedSubject {
  readonly kind: string;
  readonly ordinal: number;
  readonly title: string;
  readonly grantId: string | null;
  readonly stackId: string | null;
  readonly sourceId: string | null;
  readonly exceptionId: string | null;
  readonly ownerId: string | null;
}

interface DecisionColumns {
  readonly decision: string | null;
  readonly keepUntil: Date | null;
  readonly note: string;
  readonly decidedById: string | null;
  readonly decidedAt: Date | null;
}

/** The database lets the columns of a decision be there together or not at all (migration 0012). */
export function decidedOf({
  decision,
  keepUntil,
  note,
  decidedById,
  decidedAt,
}: DecisionColumns): Decided | null {
  if (decision === null || decidedById === null || decidedAt === null) return null;
  const common = { by: decidedById, at: decidedAt, note };
  return decision === "keep" && keepUntil !== null
    ? { kind: "keep", until: keepUntil, ...common }
    : { kind: "revoke", ...common };
}

interface FactColumns extends DecisionColumns {
  readonly id: string;
  readonly ownerId: string | null;
  readonly evidence: unknown;
  readonly askedAt: Date | null;
  readonly askedById: string | null;
  readonly question: string;
  readonly answer: string | null;
  readonly answerNote: string;
  readonly answeredAt: Date | null;
}

export function rowFacts(row: FactColumns): RowFacts {
  const { ends } = evidenceSchema.parse(row.evidence);
  return {
    id: row.id,
    ownerId: row.ownerId,
    endsAt: ends === null ? null : new Date(ends),
    decided: decidedOf(row),
    asked:
      row.askedAt === null || row.askedById === null
        ? null
        : { at: row.askedAt, by: row.askedById, question: row.question },
    answer:
      row.answeredAt === null
        ? null
        : {
            says: row.answer === "not-needed" ? "not-needed" : "needed",
            at: row.answeredAt,
            note: row.answerNote,
          },
  };
}

const readReview = (db: Database | Transaction, reviewId: string) =>
  db.review.findUnique({ where: { id: reviewId }, include: { rows: { orderBy: { ordinal: "asc" } } } });

export async function lockReview(transaction: Transaction, reviewId: string): Promise<LockedReview | null> {
  await transaction.$queryRaw`SELECT 1 FROM review WHERE id = ${reviewId}::uuid FOR UPDATE`;
  const review = await readReview(transaction, reviewId);
  if (review === null) return null;
  return {
    id: review.id,
    number: review.number,
    name: review.name,
    facts: {
      state: review.state === "closed" ? "closed" : "open",
      reviewerId: review.reviewerId,
      rows: review.rows.map(rowFacts),
    },
    subjects: new Map(
      review.rows.map(({ id, kind, ordinal, evidence, grantId, stackId, sourceId, exceptionId, ownerId }) => {
        const { title } = evidenceSchema.parse(evidence);
        return [id, { kind, ordinal, title, grantId, stackId, sourceId, exceptionId, ownerId }];
      }),
    ),
  };
}
