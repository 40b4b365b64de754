import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { leftOpen, moveReview, type ReviewFacts, revoked } from "#lib/core/review/review-state.ts";
import { tallyOf } from "#lib/core/review/review-tally.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { editStandingSource } from "./edit-standing-source.ts";
import { type SeenScopes, seenScopes } from "./gather-evidence.ts";
import { type LockedReview, lockReview } from "./locked-review.ts";
import { proposeRevocation } from "./propose-revocation.ts";
import { standingRules } from "./revoked-rules.ts";

export const closeReviewInput = z.strictObject({
  reviewId: z.uuid(),
  /** What is not decided stays as it is, and the evidence says so. */
  leavingOpen: z.boolean().default(false),
  acceptNoSshSource: z.boolean().default(false),
  note: plainText(2_000).default(""),
});

export interface ClosedReview {
  readonly number: number;
  readonly leftOpen: number;
  /** Numbers of the changes that take away what was revoked: one for each account and Region. */
  readonly changes: readonly number[];
}

/**
 * Closes a review for good: what was revoked becomes a change request, what was kept gets its next date, and the worker
 * makes the evidence.
 */
export async function closeReview(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof closeReviewInput>,
): Promise<Result<ClosedReview, Refusal>> {
  // What EC2 said is much to read: only for those whom the transaction may then let close it.
  const reads = may(await heldRoles(deps.db, actor.personId), "read-audit");
  const seen: SeenScopes = reads ? await seenScopes(deps.db) : new Map();
  return loggedTransaction(deps, actor, "review.closed", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const review = may(roles, "read-audit") ? await lockReview(transaction, input.reviewId) : null;
    if (review === null) return fail<Refusal>(ABSENT);
    const person = { personId: actor.personId, roles };
    const next = moveReview(review.facts, { kind: "close", person, leavingOpen: input.leavingOpen });
    if (!next.ok) return next;
    const { acceptNoSshSource } = input;
    const changes = await revoke({ transaction, deps, actor, review, seen, acceptNoSshSource });
    if (!changes.ok) return changes;
    await keep(transaction, actor, review);
    const now = await databaseTime(transaction);
    await transaction.review.update({
      where: { id: review.id },
      data: { state: "closed", closedAt: now, closedById: actor.personId, closingNote: input.note },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "review.closed",
      details: {
        review: review.number,
        name: review.name,
        ...tallyOf(next.value.rows),
        leftOpen: ordinals(review, leftOpen(next.value)),
        changes: [...changes.value],
        note: input.note,
      },
    });
    return succeed({
      number: review.number,
      leftOpen: leftOpen(next.value).length,
      changes: changes.value,
    });
  });
}

const ordinals = ({ subjects }: LockedReview, rows: ReviewFacts["rows"]): number[] =>
  rows.flatMap(({ id }) => subjects.get(id)?.ordinal ?? []);

interface Revoking {
  readonly transaction: Transaction;
  readonly deps: Deps;
  readonly actor: PersonActor;
  readonly review: LockedReview;
  readonly seen: SeenScopes;
  readonly acceptNoSshSource: boolean;
}

/** What was revoked and is still there, by account and Region. */
async function stillThere({ transaction, review }: Revoking) {
  const rows = await transaction.reviewRow.findMany({
    where: { id: { in: revoked(review.facts).map(({ id }) => id) } },
    orderBy: { ordinal: "asc" },
    include: {
      grant: true,
      source: { select: { value: true } },
      exception: { select: { state: true, scope: place } },
      stack: { select: { scope: place, standing: true } },
    },
  });
  const there = rows.filter(({ kind, grant, stack, sourceId, exception }) => {
    if (kind === "exception") return exception?.state === "live";
    if (kind === "grant") return grant?.state === "live";
    return stack?.standing.some((standing) => standing.sourceId === sourceId) === true;
  });
  return Map.groupBy(there, ({ stack, exception }) => (stack ?? exception)?.scope.id ?? "");
}

const place = { select: { id: true, accountName: true, region: true } } as const;

async function revoke(revoking: Revoking): Promise<Result<readonly number[], Refusal>> {
  const { transaction, deps, actor, review, seen, acceptNoSshSource } = revoking;
  const numbers: number[] = [];
  for (const [scopeId, rows] of await stillThere(revoking)) {
    const observation = seen.get(scopeId)?.observation;
    if (observation === undefined) {
      const scope = (rows[0]?.stack ?? rows[0]?.exception)?.scope;
      return fail(
        conflict(
          `${scope?.accountName ?? "An account"}, ${scope?.region ?? ""} was not looked at yet, so nothing can be planned there. Try again in a minute.`,
        ),
      );
    }
    const grants = rows.flatMap(({ grant }) => (grant === null ? [] : [grant]));
    const standing = rows.flatMap(({ kind, stackId, source }) =>
      kind === "source" && stackId !== null && source !== null ? [{ stackId, value: source.value }] : [],
    );
    const exceptions = rows.flatMap(({ exception, stackId }) => (exception === null ? [] : [stackId]));
    const titles = rows.flatMap(({ id }) => review.subjects.get(id)?.title ?? []);
    const proposed = await proposeRevocation(transaction, deps, actor, {
      review,
      scopeId,
      exceptions,
      titles,
      grants: grants.length,
      sources: standing.length,
      rules: [...grants, ...(await standingRules(transaction, standing))],
      leaving: {
        grantIds: new Set(grants.map(({ id }) => id)),
        standing: new Set(standing.map(({ stackId, value }) => `${stackId} ${value}`)),
      },
      observation,
      acceptNoSshSource,
    });
    if (!proposed.ok) return proposed;
    await transaction.reviewRow.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { changeId: proposed.value.id },
    });
    numbers.push(proposed.value.number);
  }
  return succeed(numbers);
}

/** A standing source that was kept is looked at again by the day it was kept until: that is its review date now. */
async function keep(transaction: Transaction, actor: PersonActor, review: LockedReview): Promise<void> {
  for (const { id, decided } of review.facts.rows) {
    const subject = review.subjects.get(id);
    if (subject === undefined || decided?.kind !== "keep" || subject.kind !== "source") continue;
    const { stackId, sourceId, ordinal } = subject;
    if (stackId === null || sourceId === null) continue;
    const on = decided.until.toISOString().slice(0, 10);
    const because = `Access review #${review.number}, row ${ordinal}, kept it until ${on}.`;
    await editStandingSource(transaction, actor, { stackId, sourceId }, { kind: "review", on }, because);
  }
}
