/** One event about one row of a review: what deciding, taking back, asking and answering have in common. */
import { may } from "#lib/core/approval/authority.ts";
import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { moveReview, type ReviewEvent, type RowFacts } from "#lib/core/review/review-state.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, HeldRole, PersonActor, Transaction } from "../ports.ts";
import { type LockedReview, lockReview, type ReviewedSubject } from "./locked-review.ts";

export interface RowToMove {
  readonly reviewId: string;
  readonly rowId: string;
}

export interface RowMove {
  readonly action: AuditAction;
  readonly event: (person: { personId: string; roles: readonly HeldRole[] }, at: Date) => ReviewEvent;
  /** For the log, beside what it is about. */
  readonly details: { readonly [name: string]: Json };
  /** What else follows, in the same transaction. */
  readonly follow?: (
    transaction: Transaction,
    review: LockedReview,
    subject: ReviewedSubject,
  ) => Promise<void>;
}

const columnsOf = ({ decided, asked, answer }: RowFacts) => ({
  decision: decided?.kind ?? null,
  keepUntil: decided?.kind === "keep" ? decided.until : null,
  note: decided?.note ?? "",
  decidedById: decided?.by ?? null,
  decidedAt: decided?.at ?? null,
  askedAt: asked?.at ?? null,
  askedById: asked?.by ?? null,
  question: asked?.question ?? "",
  answer: answer?.says ?? null,
  answerNote: answer?.note ?? "",
  answeredAt: answer?.at ?? null,
});

/** Lets the core decide, writes the row and its entry of the log. A refusal is logged too. */
export function moveRow(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { reviewId, rowId }: RowToMove,
  move: RowMove,
): Promise<Result<{ readonly ordinal: number }, Refusal>> {
  return loggedTransaction(deps, actor, move.action, {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const review = may(roles, "read") ? await lockReview(transaction, reviewId) : null;
    const subject = review?.subjects.get(rowId);
    if (review === null || subject === undefined) return fail<Refusal>(ABSENT);
    const at = await databaseTime(transaction);
    const next = moveReview(review.facts, move.event({ personId: actor.personId, roles }, at));
    if (!next.ok) return next;
    const row = next.value.rows.find(({ id }) => id === rowId);
    if (row === undefined) throw new Error("A row of a review is gone.");
    await transaction.reviewRow.update({ where: { id: rowId }, data: columnsOf(row), select: { id: true } });
    await appendAudit(transaction, {
      actor,
      action: move.action,
      subjects: {
        ...(subject.grantId === null ? {} : { grantId: subject.grantId }),
        ...(subject.stackId === null ? {} : { stackId: subject.stackId }),
        ...(subject.ownerId === null ? {} : { personId: subject.ownerId }),
      },
      details: { review: review.number, row: subject.ordinal, what: subject.title, ...move.details },
    });
    await move.follow?.(transaction, review, subject);
    return succeed({ ordinal: subject.ordinal });
  });
}
