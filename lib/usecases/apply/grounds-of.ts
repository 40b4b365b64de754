import type { Transaction } from "../ports.ts";
import { requestIdsOf } from "./journal.ts";

/** What the log says beside how a change ended: its pin, whose yes it rests on, and EC2's names for its requests. */
export async function groundsOf(transaction: Transaction, changeId: string) {
  const { pin, approvals } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: changeId },
    select: {
      pin: true,
      approvals: {
        where: { decision: "approve", dismissedAt: null },
        select: { personId: true, role: true },
        orderBy: { createdAt: "asc" },
      },
    },
  });
  return { pin, approvals, requestIds: await requestIdsOf(transaction, changeId) };
}
