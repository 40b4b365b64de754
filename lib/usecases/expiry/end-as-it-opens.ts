import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { SystemActor, Transaction } from "../ports.ts";

/**
 * Grants whose rule may be on EC2 though nobody may have them: they are open from now, and ending from now. The worker
 * then looks at EC2 and closes what it finds. Returns how many.
 */
export async function endAsTheyOpen(
  transaction: Transaction,
  deps: { readonly actor: SystemActor },
  where: { readonly id: string } | { readonly changeId: string },
  because: string,
): Promise<number> {
  const openedAt = await databaseTime(transaction);
  const grants = await transaction.grant.findMany({ where: { ...where, state: "asked" } });
  for (const { id, number, peer, stackId, groupId, changeId, personId, endsAt } of grants) {
    await transaction.grant.update({ where: { id }, data: { state: "live", openedAt } });
    await transaction.grant.update({ where: { id }, data: { state: "ending", endReason: "revoked" } });
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "grant.ending",
      subjects: { stackId, groupId, changeId, grantId: id, personId },
      details: { number, peer, reason: "revoked", because, endsAt: endsAt.toISOString() },
    });
  }
  return grants.length;
}
