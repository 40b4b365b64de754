import type { Database, Transaction } from "../ports.ts";

/** The number of the request that undoes a change, or has; null where none is under way and none did. */
export async function rolledBackBy(db: Database | Transaction, changeId: string): Promise<number | null> {
  const known = await db.changeRequest.findFirst({
    where: { rollsBackId: changeId, state: { in: ["open", "approved", "applying", "unknown", "applied"] } },
    select: { number: true },
  });
  return known?.number ?? null;
}
