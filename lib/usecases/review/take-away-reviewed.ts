import { appendAudit } from "../audit/append-audit.ts";
import { closeException } from "../exception/close-exception.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import { editStandingSource } from "./edit-standing-source.ts";

interface ApprovedChange {
  readonly id: string;
  readonly number: number;
}

/**
 * What a review revoked is not meant any more, from the moment its change is approved: its grants are ending, and the
 * stacks keep its standing sources no longer. The worker closes their rules; should that fail, each grant still ends by
 * itself, and a source that is left open shows as nobody's.
 */
export async function takeAwayReviewed(
  transaction: Transaction,
  actor: PersonActor,
  change: ApprovedChange,
): Promise<void> {
  const rows = await transaction.reviewRow.findMany({
    where: { changeId: change.id, decision: "revoke" },
    orderBy: { ordinal: "asc" },
    include: { review: { select: { number: true } } },
  });
  for (const { kind, grantId, stackId, sourceId, exceptionId, ordinal, review, note } of rows) {
    const because = `Revoked by access review #${review.number}, row ${ordinal}, with change #${change.number}.`;
    if (grantId !== null)
      await endReviewedGrant(transaction, actor, change, grantId, `${because} ${note}`.trim());
    else if (exceptionId !== null) await endReviewedException(transaction, actor, exceptionId, because);
    else if (kind === "source" && stackId !== null && sourceId !== null) {
      await editStandingSource(
        transaction,
        actor,
        { stackId, sourceId, changeId: change.id },
        { kind: "remove" },
        because,
      );
    }
  }
}

async function endReviewedException(
  transaction: Transaction,
  actor: PersonActor,
  exceptionId: string,
  because: string,
): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM finding_exception WHERE id = ${exceptionId}::uuid FOR UPDATE`;
  const row = await transaction.findingException.findUniqueOrThrow({ where: { id: exceptionId } });
  if (row.state === "live") await closeException(transaction, actor, row, "withdrawn", because);
}

async function endReviewedGrant(
  transaction: Transaction,
  actor: PersonActor,
  change: ApprovedChange,
  grantId: string,
  because: string,
): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grantId}::uuid FOR UPDATE`;
  const grant = await transaction.grant.findUniqueOrThrow({
    where: { id: grantId },
    include: { person: { select: { displayName: true } } },
  });
  // It has ended by itself, or is ending already.
  if (grant.state !== "live") return;
  await transaction.grant.update({
    where: { id: grantId },
    data: {
      state: "ending",
      endReason: "revoked",
      endedById: actor.personId,
      endChangeId: change.id,
    },
    select: { id: true },
  });
  const { stackId, groupId, personId, number, peer, endsAt } = grant;
  await appendAudit(transaction, {
    actor,
    action: "grant.ending",
    subjects: { stackId, groupId, grantId, personId, changeId: change.id },
    details: {
      number,
      of: grant.person.displayName,
      peer,
      reason: "revoked",
      because,
      endsAt: endsAt.toISOString(),
    },
  });
}
