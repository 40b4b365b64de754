import type { Database } from "../ports.ts";
import { reviewDeeds } from "./review-deeds.ts";
import { type NamedRow, type RowStanding, standingNow } from "./row-standing.ts";
import { reviewerThen, standingThen } from "./standing-then.ts";

interface RunReview {
  readonly number: number;
  readonly reviewerId: string;
  readonly reviewer: { readonly displayName: string };
}

interface AsThen {
  readonly standingOf: (row: NamedRow, reviewNumber: number) => RowStanding;
  readonly reviewerOf: (review: RunReview) => Promise<{ readonly id: string; readonly name: string }>;
}

/** Reviews as they stand, or stood at `at`. `begun`: when those began that are asked about. */
export async function reviewsAsThen(
  db: Database,
  at: Date | undefined,
  begun: readonly Date[],
): Promise<AsThen> {
  const [first] = [...begun].sort((a, b) => a.getTime() - b.getTime());
  const deeds = at === undefined || first === undefined ? [] : await reviewDeeds(db, first);
  return {
    standingOf: (row, number) => (at === undefined ? standingNow(row) : standingThen(row, number, deeds, at)),
    async reviewerOf({ number, reviewerId, reviewer }) {
      const now = { id: reviewerId, name: reviewer.displayName };
      const then = at === undefined ? null : reviewerThen(number, deeds, at);
      if (then === null || then === reviewerId) return now;
      const person = await db.person.findUniqueOrThrow({
        where: { id: then },
        select: { displayName: true },
      });
      return { id: then, name: person.displayName };
    },
  };
}
