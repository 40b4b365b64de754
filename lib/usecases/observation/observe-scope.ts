import type { Database } from "../ports.ts";
import type { EstateReader, ObservationProgress } from "./estate-reader.ts";
import { beginObservation, endLook, recordObservation, showAlive } from "./record-observation.ts";

/** For people watching a page, who would see no more of it, and as a sign of life. */
const PROGRESS_INTERVAL_MS = 500;

/**
 * Looks at a scope once: reads it whole, shows progress meanwhile, records what was read. `requestedBy` is the
 * person who asked for it, null for the schedule. False when there is no such scope or a later look was quicker.
 */
export async function observeScope(
  db: Database,
  estate: EstateReader,
  scopeId: string,
  requestedBy: string | null,
): Promise<boolean> {
  const scope = await db.scope.findUnique({ where: { id: scopeId } });
  if (scope === null || !scope.enabled) return false;
  const look = await beginObservation(db, scopeId, requestedBy);
  let latest: ObservationProgress = {};
  let reporting: Promise<unknown> | null = null;
  const report = setInterval(() => {
    // Progress is a courtesy: the look goes on without it.
    reporting ??= showAlive(db, look.id, latest)
      .catch(() => undefined)
      .finally(() => {
        reporting = null;
      });
  }, PROGRESS_INTERVAL_MS);
  try {
    const reading = await estate.read(scope, (progress) => {
      latest = progress;
    });
    return await recordObservation(db, look, reading, latest);
  } catch (error) {
    // Nobody waits for a look that has ended; the next one is taken when it is due.
    await endLook(db, look, "What was read could not be kept.").catch(() => undefined);
    throw error;
  } finally {
    clearInterval(report);
    await reporting;
  }
}
