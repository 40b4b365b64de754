import type { Deps, Transaction } from "../ports.ts";
import { integrateTree } from "./tree/integrate-tree.ts";

/** One sequencer at a time, whichever worker process it lives in. */
const SEQUENCER_LOCK = 72_707_371;

/**
 * Gives committed entries that have no place yet the next places in the log, oldest first, at most `limit` of them, and
 * takes them into its tree; returns how many. Places have no gaps, and each entry gets one. An entry that commits late
 * simply comes later. For the worker's loop: when another process is at it, this one does nothing.
 */
export async function sequenceAudit(deps: Pick<Deps, "db">, limit = 1000): Promise<number> {
  // Most rounds find nothing: they need no transaction.
  if ((await deps.db.auditWaiting.findFirst({ select: { entryId: true } })) === null) return 0;
  return await deps.db.$transaction(async (transaction) => {
    const [lock] = await transaction.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${SEQUENCER_LOCK}::bigint) AS held`;
    if (lock?.held !== true) return 0;
    const placed = await givePlaces(transaction, limit);
    await integrateTree(transaction);
    return placed;
  });
}

/** Takes into the tree what got its place before there was one. For the worker's start. */
export const finishTree = (deps: Pick<Deps, "db">): Promise<void> =>
  deps.db.$transaction(
    async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${SEQUENCER_LOCK}::bigint)) held`;
      await integrateTree(transaction);
    },
    { timeout: 600_000 },
  );

const givePlaces = (transaction: Transaction, limit: number): Promise<number> =>
  transaction.$executeRaw`
    WITH due AS (
      SELECT e.id, e.leaf_hash, row_number() OVER (ORDER BY e.at, e.id) - 1 AS place
        FROM audit_waiting w JOIN audit_entry e ON e.id = w.entry_id
       ORDER BY e.at, e.id LIMIT ${limit}::bigint
    ), gone AS (
      DELETE FROM audit_waiting WHERE entry_id IN (SELECT id FROM due)
    ), next AS (
      SELECT coalesce(max(index) + 1, 0) AS first FROM audit_index
    )
    INSERT INTO audit_index (index, entry_id, leaf_hash)
    SELECT next.first + due.place, due.id, due.leaf_hash FROM due, next ORDER BY due.place`;
