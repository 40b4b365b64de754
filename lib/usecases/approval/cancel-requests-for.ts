import { appendAudit } from "../audit/append-audit.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import { lockChange } from "./locked-change.ts";
import { moveLockedChange } from "./move-locked-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";
import { tellDecision } from "./tell-decision.ts";

/** Cancels what would give access to somebody who may not have it any more, unless the worker has begun with it. */
export async function cancelRequestsFor(
  transaction: Transaction,
  actor: PersonActor,
  personId: string,
): Promise<void> {
  const waiting = await transaction.changeRequest.findMany({
    where: {
      beneficiaryId: personId,
      kind: { in: ["grant", "extend"] },
      state: { in: ["open", "approved"] },
    },
    select: { id: true },
    orderBy: { number: "asc" },
  });
  const why = "Whoever it was for is no ssh admin any more.";
  for (const { id } of waiting) {
    const change = await lockChange(transaction, id);
    if (change === null || (change.facts.state !== "open" && change.facts.state !== "approved")) continue;
    await moveLockedChange(transaction, change, "cancelled");
    await appendAudit(transaction, {
      actor,
      action: "change.withdrawn",
      subjects: { stackId: change.stackId, changeId: id, personId },
      details: { number: change.number, title: change.title, why },
    });
    await refuseAskedGrants(transaction, actor, id, why);
    await tellDecision(transaction, change, "was cancelled", why);
  }
}
