import type { Database } from "../ports.ts";

/** How much waits for somebody in reviews: those they run, and questions about their own access without an answer. */
export async function reviewsWaiting(db: Database, personId: string): Promise<number> {
  const mine = await db.review.count({ where: { reviewerId: personId, state: "open" } });
  const asked = await db.reviewRow.count({
    where: {
      ownerId: personId,
      askedAt: { not: null },
      answeredAt: null,
      decision: null,
      review: { state: "open" },
    },
  });
  return mine + asked;
}
