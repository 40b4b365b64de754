import type { ObservedLimits } from "#lib/core/group/observation.ts";
import type { Database, Transaction } from "../ports.ts";
import { decideOutcome, kindsToRemember, type ObservationOutcome } from "./decide-outcome.ts";
import type { EstateReading, ObservationProgress } from "./estate-reader.ts";
import { keepLimits } from "./keep-limits.ts";
import { findFinished, rememberItems } from "./observation-rows.ts";
import { storeContents, writeItems } from "./write-items.ts";

/** A look that has begun: its row, and the database's time then. */
export interface Look {
  readonly id: bigint;
  readonly scopeId: string;
  readonly startedAt: Date;
}

/** Begins a look: a running row, at the database's time. `requestedBy` is a person's id; null for the schedule. */
export async function beginObservation(
  db: Database,
  scopeId: string,
  requestedBy: string | null,
): Promise<Look> {
  const rows = await db.$queryRaw<Look[]>`
    INSERT INTO observation (scope_id, state, started_at, parts, progress, requested_by_id)
    VALUES (${scopeId}::uuid, 'running', now(), '{}', '{}', ${requestedBy}::uuid)
    RETURNING id, scope_id AS "scopeId", started_at AS "startedAt"`;
  const [look] = rows;
  if (look === undefined) throw new Error("The database returned no row for a new observation.");
  return look;
}

/** How far a look has come, and that its worker lives. */
export const showAlive = (db: Database, id: bigint, progress: ObservationProgress): Promise<number> =>
  db.$executeRaw`
    UPDATE observation SET progress = ${JSON.stringify(progress)}::jsonb || jsonb_build_object('aliveAt', now())
     WHERE id = ${id} AND state = 'running'`;

/** Ends a look that came to nothing, if it has not ended yet: `problem` says why, to people. */
export async function endLook(db: Database, look: Look, problem: string): Promise<void> {
  await db.$executeRaw`
    UPDATE observation SET state = 'failed', finished_at = now(), problem = ${problem}
     WHERE id = ${look.id} AND state = 'running'`;
}

const OVERTAKEN = "A later look finished first.";

/** The longest that writing the spans of a look may take, on the slowest machine that shall keep it. */
const LONGEST_MS = 600_000;

/**
 * Finishes a look. Content is stored by its hash, so that a look that found nothing new writes only its own row. What
 * takes long, working out what changed and storing its contents, is done before the one transaction in which the look
 * becomes what is known: however large the account and slow the machine, nobody waits for it and no limit ends it.
 * One writer a scope. False when a look that began later has finished before: then nothing is written.
 */
export async function recordObservation(
  db: Database,
  look: Look,
  reading: EstateReading,
  progress: ObservationProgress,
): Promise<boolean> {
  for (;;) {
    const previous = await findFinished(db, look.scopeId);
    if (previous !== null && previous.startedAt > look.startedAt) {
      await endLook(db, look, OVERTAKEN);
      return false;
    }
    const known = await rememberItems(db, look.scopeId, kindsToRemember(reading));
    const outcome = decideOutcome(reading, look.startedAt, known, previous);
    const limits = keepLimits(reading.limits, look.startedAt, previous?.limits ?? null);
    await storeContents(db, outcome.changed);
    const isWritten = await db.$transaction(
      async (transaction) => {
        await transaction.$queryRaw`
          SELECT pg_advisory_xact_lock(hashtextextended(${`observe ${look.scopeId}`}, 0))::text`;
        // Another look has finished meanwhile: what changed is worked out again, after that one.
        if ((await findFinished(transaction, look.scopeId))?.id !== previous?.id) return false;
        await writeOutcome(transaction, look, outcome, limits, progress);
        return true;
      },
      { timeout: LONGEST_MS },
    );
    if (isWritten) return true;
  }
}

/** Writes what a look came to: the spans of what changed, and its own row. */
export async function writeOutcome(
  transaction: Transaction,
  look: Look,
  outcome: ObservationOutcome,
  limits: ObservedLimits | null,
  progress: ObservationProgress,
): Promise<void> {
  await writeItems(transaction, look.scopeId, outcome.changed, outcome.gone);
  await transaction.$executeRaw`
    UPDATE observation
       SET state = ${outcome.state}, finished_at = now(), parts = ${JSON.stringify(outcome.parts)}::jsonb,
           progress = ${JSON.stringify(progress)}::jsonb, digest = ${outcome.digest},
           limits = ${limits === null ? null : JSON.stringify(limits)}::jsonb,
           changes = ${outcome.changed.length + outcome.gone.length}, problem = ${outcome.problem}
     WHERE id = ${look.id}`;
  // Looks that began earlier and have not finished have been overtaken, or lost their worker.
  await transaction.$executeRaw`
    UPDATE observation SET state = 'failed', finished_at = now(), problem = ${OVERTAKEN}
     WHERE scope_id = ${look.scopeId}::uuid AND state = 'running' AND started_at < ${look.startedAt}`;
}
