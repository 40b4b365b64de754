import { appendAudit } from "../audit/append-audit.ts";
import type { PersonActor, Transaction } from "../ports.ts";

/** Which live grants: one, or all of a person's. */
export interface GrantsToEnd {
  readonly id?: string;
  readonly personId?: string;
}

/**
 * Live grants begin to end, in this transaction: nobody else need agree to narrowing. The worker, which looks for
 * ending grants all the time, then closes them on EC2. Returns the ids of those that were live.
 */
export async function beginToEnd(
  transaction: Transaction,
  actor: PersonActor,
  which: GrantsToEnd,
  reason: "handed-back" | "revoked",
): Promise<readonly string[]> {
  const live = await transaction.grant.findMany({
    where: { ...which, state: "live" },
    orderBy: { number: "asc" },
  });
  const ending: string[] = [];
  for (const grant of live) {
    const { count } = await transaction.grant.updateMany({
      where: { id: grant.id, state: "live" },
      data: { state: "ending", endReason: reason, endedById: actor.personId },
    });
    // Its time was over meanwhile, and the worker has begun to end it.
    if (count === 0) continue;
    await appendAudit(transaction, {
      actor,
      action: "grant.ending",
      subjects: {
        stackId: grant.stackId,
        groupId: grant.groupId,
        grantId: grant.id,
        personId: grant.personId,
      },
      details: { number: grant.number, peer: grant.peer, reason, endsAt: grant.endsAt.toISOString() },
    });
    ending.push(grant.id);
  }
  return ending;
}
