import { beginToEnd } from "../access/begin-to-end.ts";
import { cancelRequestsFor } from "../approval/cancel-requests-for.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import { heldRoles } from "./held-roles.ts";

/**
 * What a person's lost role or disabled account takes with it, in the same transaction: answers that they could not
 * give today, and, once they are no ssh admin, requests for their access and the access itself.
 */
export async function withdrawStanding(
  transaction: Transaction,
  actor: PersonActor,
  personId: string,
): Promise<{ readonly grantsEnding: number }> {
  const answered = await transaction.approval.findMany({
    where: { personId, dismissedAt: null, change: { state: "open" } },
    select: { changeId: true },
  });
  for (const { changeId } of answered) await recheckApprovals(transaction, actor, changeId);
  const roles = await heldRoles(transaction, personId);
  if (roles.some(({ role }) => role === "ssh_admin")) return { grantsEnding: 0 };
  await cancelRequestsFor(transaction, actor, personId);
  const ending = await beginToEnd(transaction, actor, { personId }, "revoked");
  return { grantsEnding: ending.length };
}
