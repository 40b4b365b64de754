import type { Database } from "../ports.ts";

export interface DueChange {
  readonly id: string;
  /** Null where nothing is to be done on EC2. */
  readonly scopeId: string | null;
  readonly stackId: string | null;
}

/**
 * Changes that are approved, and not to start later, or begun, or stopped half-way and let go on, and that no worker
 * holds at this moment: what closes access first, then the oldest. `limit` of each account and Region, so that many of one hide none of another. Nothing depends on a job alone.
 */
export function changesToApply(db: Database, limit: number): Promise<readonly DueChange[]> {
  return db.$queryRaw<DueChange[]>`
    SELECT id, "scopeId", "stackId" FROM (
    SELECT c.id, s.scope_id AS "scopeId", c.stack_id AS "stackId", row_number() OVER (
             PARTITION BY s.scope_id
             ORDER BY c.kind NOT IN ('revoke', 'expire', 'review'), c.approved_at, c.number) AS place
      FROM change_request c LEFT JOIN stack s ON s.id = c.stack_id
     WHERE (c.state IN ('approved', 'applying', 'unknown') OR (c.state = 'partial' AND EXISTS (
             SELECT 1 FROM change_resume word WHERE word.change_id = c.id AND word.taken_at IS NULL)))
       AND (c.starts_at IS NULL OR c.state <> 'approved' OR c.starts_at <= clock_timestamp())
       AND NOT EXISTS (
         SELECT 1 FROM lease WHERE lease.key = 'change/' || c.id AND lease.expires_at > clock_timestamp())
    ) due WHERE place <= ${limit} ORDER BY place`;
}
