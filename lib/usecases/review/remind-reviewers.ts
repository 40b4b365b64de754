import { notify } from "../notices/notify.ts";
import type { Database } from "../ports.ts";

interface DueReview {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly reviewerId: string;
  readonly dueAt: Date;
  readonly open: number;
  /** How often it was late by a week; 0 on the day, -1 in the week before it is due. */
  readonly weeksLate: number;
}

/**
 * Reminds reviewers of what is not closed: a week before it is due, on the day, and every week after. Each of them
 * once. For the worker's loop; returns how many were reminded.
 */
export async function remindReviewers(db: Database): Promise<number> {
  const due = await db.$queryRaw<DueReview[]>`
    SELECT r.id::text, r.number, r.name, r.reviewer_id::text AS "reviewerId", r.due_at AS "dueAt",
           (SELECT count(*) FROM review_row row WHERE row.review_id = r.id AND row.decision IS NULL)::int AS open,
           late.weeks AS "weeksLate"
      FROM review r,
           LATERAL (SELECT floor(extract(epoch FROM now() - r.due_at) / 604800)::int AS weeks) late
     WHERE r.state = 'open' AND now() > r.due_at - interval '7 days'
       AND (late.weeks >= 0 OR now() - r.created_at > interval '1 day')
       AND NOT EXISTS (
         SELECT 1 FROM notice
          WHERE notice.dedupe_key = 'review-due:review:' || r.id || ':' || late.weeks || ':' || r.reviewer_id)
     LIMIT 100`;
  for (const review of due) {
    const day = review.dueAt.toISOString().slice(0, 10);
    const left = review.open === 0 ? "Everything is decided: close it." : `${review.open} not decided yet.`;
    await db.$transaction((transaction) =>
      notify(transaction, [review.reviewerId], {
        kind: "review-due",
        about: `review:${review.id}:${review.weeksLate}`,
        subject:
          review.weeksLate < 0
            ? `Access review #${review.number} is due on ${day}`
            : `Access review #${review.number} was due on ${day}`,
        body: `${review.name}. ${left}`,
        link: `/reviews/${review.number}`,
      }),
    );
  }
  return due.length;
}
