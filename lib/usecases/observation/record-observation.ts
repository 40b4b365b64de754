import type { ObservedLimits } from "#lib/core/group/observation.ts";
import type { Database, Transaction } from "../ports.ts";
import { decideOutcome, kindsToRemember, type ObservationOutcome } from "./decide-outcome.ts";
import type { EstateReading, ObservationProgress } from "./estate-reader.ts";
import { keepLimits } from "./keep-limits.ts";
import { findFinished, rememberItems, writeItems } from "./observation-rows.ts";

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

/**
 * Finishes a look. Content is stored by its hash, so that a look that found nothing new writes only its own row. One
 * transaction, one writer a scope. False when a look that began later has finished before: then nothing is written.
 */
export function recordObservation(
  db: Database,
  look: Look,
  reading: EstateReading,
  progress: ObservationProgress,
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    await transaction.$queryRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`observe ${look.scopeId}`}, 0))::text`;
    const previous = await findFinished(transaction, look.scopeId);
    if (previous !== null && previous.startedAt > look.startedAt) {
      await transaction.$executeRaw`
        UPDATE observation SET state = 'failed', finished_at = now(), problem = 'A later look finished first.'
         WHERE id = ${look.id}`;
      return false;
    }
    const known = await rememberItems(transaction, look.scopeId, kindsToRemember(reading));
    const outcome = decideOutcome(reading, look.startedAt, known, previous);
    const limits = keepLimits(reading.limits, look.startedAt, previous?.limits ?? null);
    await writeOutcome(transaction, look, outcome, limits, progress);
    return true;
  });
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
    UPDATE observation SET state = 'failed', finished_at = now(), problem = 'A later look finished first.'
     WHERE scope_id = ${look.scopeId}::uuid AND state = 'running' AND started_at < ${look.startedAt}`;
}
