import type { EstateReader, ObservationProgress } from "./estate-reader.ts";
import type { ObservationStore } from "./observation-store.ts";
import { recordObservation } from "./record-observation.ts";

/** Progress is for people watching a page: more often than this nobody sees. */
const PROGRESS_INTERVAL_MS = 500;

/**
 * Looks at a scope once: reads it whole, shows progress meanwhile, records what was read. `requestedById` is the
 * person who asked for it, null for the schedule. False when there is no such scope or a later look was quicker.
 */
export async function observeScope(
  deps: {
    readonly observations: ObservationStore;
    readonly estate: EstateReader;
    readonly now: () => number;
  },
  scopeId: string,
  requestedById: string | null,
): Promise<boolean> {
  const scope = await deps.observations.findScope(scopeId);
  if (scope === null) return false;
  const look = await deps.observations.begin(scopeId, requestedById);
  let latest: ObservationProgress = {};
  let reportedAt = deps.now();
  let reporting = Promise.resolve();
  const reading = await deps.estate.read(scope, (progress) => {
    latest = progress;
    if (deps.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = deps.now();
    reporting = reporting.then(() => deps.observations.reportProgress(look.id, progress));
  });
  await reporting;
  return recordObservation(deps, { scopeId, ...look }, reading, latest);
}
