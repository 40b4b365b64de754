import type { Deps } from "../ports.ts";
import { integrateTree } from "./tree/integrate-tree.ts";

/** One sequencer at a time, whichever worker process it lives in: `give_audit_places` takes the same. */
const SEQUENCER_LOCK = 72_707_371;

/**
 * Gives committed entries that have no place yet the next places in the log, oldest first, at most `limit` of them, and
 * takes them into its tree; returns how many. Places have no gaps, and each entry gets one. An entry that commits late
 * simply comes later. For the worker's loop: when another process is at it, this one does nothing.
 */
export async function sequenceAudit(deps: Pick<Deps, "db">, limit = 1000): Promise<number> {
  // Most rounds find nothing: they need no transaction.
  const [waits] = await deps.db.$queryRaw<unknown[]>`SELECT 1 AS one FROM audit_waiting LIMIT 1`;
  if (waits === undefined) return 0;
  return await deps.db.$transaction(async (transaction) => {
    const [places] = await transaction.$queryRaw<{ given: bigint }[]>`
      SELECT give_audit_places(${limit}::bigint) AS given`;
    const given = Number(places?.given ?? 0);
    if (given > 0) await integrateTree(transaction);
    return given;
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
