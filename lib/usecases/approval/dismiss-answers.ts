import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";

/** Answers to what a change was: none of them counts any more. Returns who had given them. */
export async function dismissAnswers(transaction: Transaction, changeId: string): Promise<readonly string[]> {
  const standing = await transaction.approval.findMany({
    where: { changeId, dismissedAt: null },
    select: { personId: true },
  });
  await transaction.approval.updateMany({
    where: { changeId, dismissedAt: null },
    data: { dismissedAt: await databaseTime(transaction) },
  });
  return standing.map(({ personId }) => personId);
}
