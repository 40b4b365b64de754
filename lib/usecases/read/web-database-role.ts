import type { Database } from "../ports.ts";

export interface WebDatabaseRole {
  readonly name: string;
  /** Whether it may do what only the worker needs: place log entries, write the journal, record observations. */
  readonly hasWorkerRights: boolean;
}

/** As whom the web is signed in to the database, and whether it could do more than it needs. */
export async function webDatabaseRole(db: Database): Promise<WebDatabaseRole> {
  const [row] = await db.$queryRaw<{ name: string; rights: boolean }[]>`
    SELECT current_user::text AS name,
           has_function_privilege('give_audit_places(bigint)', 'EXECUTE')
             OR has_table_privilege('journal_entry', 'INSERT')
             OR has_table_privilege('observed_item', 'INSERT') AS rights`;
  if (row === undefined) throw new Error("The database told no role.");
  return { name: row.name, hasWorkerRights: row.rights };
}
