import type { Database } from "../ports.ts";
import type { EstateReader, ObservationProgress } from "./estate-reader.ts";
import { beginObservation, recordObservation } from "./record-observation.ts";

/** Progress is for people watching a page: more often than this nobody sees. */
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
    reporting ??= db.observation
      .updateMany({ where: { id: look.id, state: "running" }, data: { progress: latest } })
      // Progress is a courtesy: the look goes on without it.
      .catch(() => undefined)
      .finally(() => {
        reporting = null;
      });
  }, PROGRESS_INTERVAL_MS);
  try {
    const reading = await estate.read(scope, (progress) => {
      latest = progress;
    });
    clearInterval(report);
    await reporting;
    return await recordObservation(db, look, reading, latest);
  } finally {
    clearInterval(report);
  }
}
