import type { Database } from "../ports.ts";

/**
 * Changes that are approved or begun and that no worker holds at this moment: what closes access first, then the
 * oldest. Nothing depends on a job alone.
 */
export async function changesToApply(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM change_request c
     WHERE c.state IN ('approved', 'applying', 'unknown')
       AND NOT EXISTS (
         SELECT 1 FROM lease WHERE lease.key = 'change/' || c.id AND lease.expires_at > clock_timestamp())
     ORDER BY c.kind NOT IN ('revoke', 'expire', 'review'), c.approved_at, c.number LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
