import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { Actor, Transaction } from "../ports.ts";

/** A request that will not be carried out takes the exception it asked for with it. Nothing when it asked for none. */
export async function refuseAskedException(
  transaction: Transaction,
  actor: Actor,
  changeId: string,
  why: string,
): Promise<void> {
  const row = await transaction.findingException.findFirst({ where: { changeId, state: "asked" } });
  if (row === null) return;
  await transaction.findingException.update({
    where: { id: row.id },
    data: {
      state: "refused",
      endReason: "refused",
      endedAt: await databaseTime(transaction),
      ...(actor.kind === "person" ? { endedById: actor.personId } : {}),
    },
  });
  await appendAudit(transaction, {
    actor,
    action: "exception.refused",
    subjects: {
      ...(row.stackId === null ? {} : { stackId: row.stackId }),
      changeId,
      personId: row.ownerId,
    },
    details: { number: row.number, findingId: row.findingId, sentence: row.sentence, why },
  });
}
