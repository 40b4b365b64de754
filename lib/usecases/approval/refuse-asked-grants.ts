import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { Actor, Transaction } from "../ports.ts";

/** A change that will not be carried out takes the grants it would have opened with it. */
export async function refuseAskedGrants(
  transaction: Transaction,
  actor: Actor,
  changeId: string,
  why: string,
): Promise<void> {
  const endedAt = await databaseTime(transaction);
  const grants = await transaction.grant.findMany({ where: { changeId, state: "asked" } });
  for (const grant of grants) {
    await transaction.grant.update({
      where: { id: grant.id },
      data: {
        state: "refused",
        endReason: "refused",
        endedAt,
        ...(actor.kind === "person" ? { endedById: actor.personId } : {}),
      },
    });
    await appendAudit(transaction, {
      actor,
      action: "grant.refused",
      subjects: {
        stackId: grant.stackId,
        groupId: grant.groupId,
        changeId,
        grantId: grant.id,
        personId: grant.personId,
      },
      details: { number: grant.number, peer: grant.peer, why },
    });
  }
}
