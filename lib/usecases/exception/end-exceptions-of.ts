import type { PersonActor, Transaction } from "../ports.ts";
import { closeException } from "./close-exception.ts";

/** Ends every exception that somebody answers for: whoever has no role any more answers for nothing. */
export async function endExceptionsOf(
  transaction: Transaction,
  actor: PersonActor,
  ownerId: string,
  reason: string,
): Promise<void> {
  await transaction.$queryRaw`
    SELECT 1 FROM finding_exception WHERE owner_id = ${ownerId}::uuid AND state = 'live' FOR UPDATE`;
  const rows = await transaction.findingException.findMany({
    where: { ownerId, state: "live" },
    orderBy: { number: "asc" },
  });
  for (const row of rows)
    await closeException(transaction, actor, row, "withdrawn", `Nobody answers for it any more: ${reason}`);
}
