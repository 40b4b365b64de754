import { createHash } from "node:crypto";
import type { Transaction } from "../ports.ts";

/** How the id of a finding is kept: SHA-256, hex. */
export const findingHash = (findingId: string): string =>
  createHash("sha256").update(findingId, "utf8").digest("hex");

/**
 * Keeps since when each finding of a scope is known: those that the look of `seenAt` showed first begin with it, and
 * those that it shows no more end with it. The transaction is the scope's only writer.
 */
export async function recordFindings(
  transaction: Transaction,
  scopeId: string,
  findingIds: readonly string[],
  seenAt: Date,
): Promise<void> {
  const hashes = [...new Set(findingIds)].map(findingHash);
  await transaction.$executeRaw`
    UPDATE finding_span SET gone_at = greatest(${seenAt}, first_seen_at)
     WHERE scope_id = ${scopeId}::uuid AND gone_at IS NULL
       AND encode(finding_hash, 'hex') <> ALL (${hashes}::text[])`;
  // What went and came within one look never went.
  await transaction.$executeRaw`
    INSERT INTO finding_span (scope_id, finding_hash, first_seen_at)
    SELECT ${scopeId}::uuid, decode(found.hash, 'hex'), ${seenAt} FROM unnest(${hashes}::text[]) found (hash)
     WHERE NOT EXISTS (SELECT 1 FROM finding_span s
                        WHERE s.scope_id = ${scopeId}::uuid AND s.gone_at IS NULL
                          AND s.finding_hash = decode(found.hash, 'hex'))
    ON CONFLICT (scope_id, finding_hash, first_seen_at) DO UPDATE SET gone_at = NULL`;
}
