import { recheckApprovals } from "../approval/recheck-approvals.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";

/** What a person's lost role or disabled account takes with it, in the same transaction. */
export async function withdrawStanding(
  _deps: Deps,
  transaction: Transaction,
  actor: PersonActor,
  personId: string,
): Promise<{ readonly grantsEnding: number }> {
  const answered = await transaction.approval.findMany({
    where: { personId, dismissedAt: null, change: { state: "open" } },
    select: { changeId: true },
  });
  for (const { changeId } of answered) await recheckApprovals(transaction, actor, changeId);
  return { grantsEnding: 0 };
}
