import type { Transaction } from "../ports.ts";
import type { AuditRecord } from "./audit-record.ts";
import { sealEntry } from "./seal-entry.ts";

/**
 * Writes one entry of the log in the transaction that makes it true: the exact canonical bytes, their leaf hash, columns
 * to search by, all of which the bytes say too, and beside them what the bytes only commit to. Returns the entry's id.
 */
export async function appendAudit(transaction: Transaction, record: AuditRecord): Promise<string> {
  const { stackId, groupId, changeId, grantId, personId } = record.subjects ?? {};
  const { id, actor, text, parts } = sealEntry(record);
  // One call, which puts the time in: each statement more would be a way to the database and back, and a plan of its own.
  await transaction.$executeRaw`
    SELECT append_audit_entry(${id}::uuid, ${actor}, ${record.action}, ${stackId ?? null}::uuid, ${groupId ?? null},
                              ${changeId ?? null}::uuid, ${grantId ?? null}::uuid, ${personId ?? null}::uuid,
                              ${text[0]}, ${text[1]}, ${JSON.stringify(parts)}::jsonb)`;
  return id;
}
