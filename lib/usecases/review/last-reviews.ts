import type { Evidence } from "#lib/core/review/evidence.ts";
import type { Transaction } from "../ports.ts";
import { subjectKey } from "./review-subjects.ts";

/** By `subjectKey`: what the last closed review decided about it. */
export type LastReviews = ReadonlyMap<string, NonNullable<Evidence["lastReview"]>>;

export async function lastReviews(transaction: Transaction): Promise<LastReviews> {
  const rows = await transaction.reviewRow.findMany({
    where: { decision: { not: null }, review: { state: "closed" } },
    orderBy: { review: { closedAt: "asc" } },
    select: {
      kind: true,
      grantId: true,
      stackId: true,
      sourceId: true,
      exceptionId: true,
      decision: true,
      decidedAt: true,
      decidedBy: { select: { displayName: true } },
      review: { select: { number: true } },
    },
  });
  return new Map(
    rows.map((row) => [
      subjectKey(row),
      {
        review: row.review.number,
        by: row.decidedBy?.displayName ?? "",
        at: row.decidedAt?.toISOString() ?? "",
        decision: row.decision === "revoke" ? "revoke" : "keep",
      } as const,
    ]),
  );
}
