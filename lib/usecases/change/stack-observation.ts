import type { Observation } from "#lib/core/group/observation.ts";
import type { Database } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";

/**
 * What EC2 said last about the account of a stack; null before the first look. Plans are made on it, and the worker
 * looks again before it carries them out.
 */
export async function stackObservation(db: Database, stackId: string): Promise<Observation | null> {
  const stack = await db.stack.findFirst({
    where: { id: stackId, retiredAt: null },
    select: { scopeId: true },
  });
  return stack === null ? null : lastObservation(db, stack.scopeId);
}
