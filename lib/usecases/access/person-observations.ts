import type { Observation } from "#lib/core/group/observation.ts";
import type { Database } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";

/** What EC2 said last about every account and Region in which somebody has access, by scope. */
export async function personObservations(
  db: Database,
  personId: string,
): Promise<ReadonlyMap<string, Observation>> {
  const grants = await db.grant.findMany({
    where: { personId, state: "live" },
    select: { stack: { select: { scopeId: true } } },
  });
  const scopeIds = [...new Set(grants.map(({ stack }) => stack.scopeId))];
  const found = new Map<string, Observation>();
  for (const scopeId of scopeIds) {
    const observation = await lastObservation(db, scopeId);
    if (observation !== null) found.set(scopeId, observation);
  }
  return found;
}
