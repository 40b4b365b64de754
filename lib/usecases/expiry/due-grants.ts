import type { Database } from "../ports.ts";

/** A grant that must end now, and nothing under way that ends it. */
export interface DueGrant {
  readonly id: string;
  readonly groupId: string;
  readonly scopeId: string;
  readonly endsAt: Date;
}

/**
 * Grants whose time is over by the database's time, and grants that are ending while no change that could end them is
 * left: oldest first. A change that lost its approvals is open again: it may wait for days, and no grant waits with it
 * beyond its own time. `limit` of each account and Region, so that many of one hide none of another.
 */
export const dueGrants = (db: Database, limit: number): Promise<readonly DueGrant[]> =>
  db.$queryRaw<DueGrant[]>`
    SELECT id, "groupId", "scopeId", "endsAt" FROM (
    SELECT g.id, g.group_id AS "groupId", stack.scope_id AS "scopeId", g.ends_at AS "endsAt",
           row_number() OVER (PARTITION BY stack.scope_id ORDER BY g.ends_at, g.number) AS place
      FROM "grant" g JOIN stack ON stack.id = g.stack_id
      LEFT JOIN change_request c ON c.id = g.end_change_id
     WHERE (g.state = 'live' AND g.ends_at <= now())
        OR (g.state = 'ending' AND (c.id IS NULL OR c.state NOT IN ('open', 'approved', 'applying', 'unknown')
                                    OR (c.state = 'open' AND g.ends_at <= now())))
    ) due WHERE place <= ${limit} ORDER BY "endsAt", place`;

/** How many grants should have ended and have not, and the oldest end among them: what an alarm says. */
export async function overdueGrants(
  db: Database,
): Promise<{ readonly count: number; readonly oldestEnd: Date | null }> {
  const [row] = await db.$queryRaw<{ count: bigint; oldestEnd: Date | null }[]>`
    SELECT count(*) AS count, min(ends_at) AS "oldestEnd" FROM "grant"
     WHERE state IN ('live', 'ending') AND ends_at <= now() - interval '30 seconds'`;
  return { count: Number(row?.count ?? 0), oldestEnd: row?.oldestEnd ?? null };
}
