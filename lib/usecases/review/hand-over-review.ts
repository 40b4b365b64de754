import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { moveReview } from "#lib/core/review/review-state.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { notify } from "../notices/notify.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lockReview } from "./locked-review.ts";

export const handOverReviewInput = z.strictObject({ reviewId: z.uuid(), to: z.uuid("Choose a person.") });

/** Somebody else runs the review from now on. Decisions that were made stay theirs who made them. */
export const handOverReview = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { reviewId, to }: z.output<typeof handOverReviewInput>,
): Promise<Result<{ readonly reviewer: string }, Refusal>> =>
  loggedTransaction(deps, actor, "review.handed-over", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const review = may(roles, "read-audit") ? await lockReview(transaction, reviewId) : null;
    if (review === null) return fail<Refusal>(ABSENT);
    const { reviewerId } = review.facts;
    const next = moveReview(review.facts, {
      kind: "hand-over",
      person: { personId: actor.personId, roles },
      reviewer: { personId: reviewerId, roles: await heldRoles(transaction, reviewerId) },
      to: { personId: to, roles: await heldRoles(transaction, to) },
    });
    if (!next.ok) return next;
    const was = await transaction.person.findUniqueOrThrow({
      where: { id: reviewerId },
      select: { displayName: true },
    });
    const { reviewer } = await transaction.review.update({
      where: { id: reviewId },
      data: { reviewerId: next.value.reviewerId },
      select: { reviewer: { select: { displayName: true } } },
    });
    await appendAudit(transaction, {
      actor,
      action: "review.handed-over",
      subjects: { personId: to },
      details: {
        review: review.number,
        name: review.name,
        from: was.displayName,
        reviewer: reviewer.displayName,
      },
    });
    await notify(transaction, [to], {
      kind: "review-given",
      about: `review:${review.id}:${to}`,
      subject: `Access review #${review.number} is yours to run`,
      body: `${review.name}`,
      link: `/reviews/${review.number}`,
    });
    if (actor.personId !== reviewerId) {
      await notify(transaction, [reviewerId], {
        kind: "review-given",
        about: `review:${review.id}:${reviewerId}:${to}`,
        subject: `Access review #${review.number} is not yours to run any more`,
        body: `${actor.displayName} gave ${review.name} to ${reviewer.displayName}. What you decided stays as it is.`,
        link: `/reviews/${review.number}`,
      });
    }
    return succeed({ reviewer: reviewer.displayName });
  });
