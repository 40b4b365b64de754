import type { DatabaseIdentity } from "#lib/core/audit/database-doubts.ts";
import type { Database, Transaction } from "../ports.ts";

/** What the database says of itself, and its time. Throws on a standby, which cannot be written to anyway. */
export async function databaseIdentity(
  db: Database | Transaction,
): Promise<DatabaseIdentity & { readonly at: Date; readonly name: string }> {
  const [row] = await db.$queryRaw<
    { systemIdentifier: string; timeline: string; logSize: bigint; at: Date; name: string }[]
  >`
    SELECT (SELECT system_identifier::text FROM pg_control_system()) AS "systemIdentifier",
           substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline,
           (SELECT coalesce(max(index) + 1, 0) FROM audit_index)::bigint AS "logSize",
           clock_timestamp() AS at, current_database() AS name`;
  if (row === undefined) throw new Error("The database says nothing of itself.");
  return { ...row, timeline: Number.parseInt(row.timeline, 16), logSize: Number(row.logSize) };
}
