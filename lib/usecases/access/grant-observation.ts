import type { Observation } from "#lib/core/group/observation.ts";
import type { Database } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";

/** What EC2 said last about the account in which a grant is; null when there is none. */
export async function grantObservation(db: Database, grantId: string): Promise<Observation | null> {
  const grant = await db.grant.findUnique({
    where: { id: grantId },
    select: { stack: { select: { scopeId: true } } },
  });
  return grant === null ? null : lastObservation(db, grant.stack.scopeId);
}
