import { databaseTime } from "../database-time.ts";
import type { Database } from "../ports.ts";

/**
 * Scopes in which an exception began or ended after `since`: how they stand changed without a look. `until`: what to ask
 * with the next time. What a worker misses by ending, the next look makes good.
 */
export async function scopesWithNewExceptions(
  db: Database,
  since: Date,
): Promise<{ readonly scopeIds: readonly string[]; readonly until: Date }> {
  const until = await databaseTime(db);
  const rows = await db.findingException.findMany({
    where: { OR: [{ beganAt: { gt: since } }, { beganAt: { not: null }, endedAt: { gt: since } }] },
    distinct: ["scopeId"],
    select: { scopeId: true },
  });
  return { scopeIds: rows.map(({ scopeId }) => scopeId), until };
}
