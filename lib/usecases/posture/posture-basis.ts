import { contentHash } from "../observation/known-item.ts";
import type { FinishedObservation } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";
import { sourcesOf } from "../read/known-findings.ts";
import type { StackModel } from "../read/stack-model.ts";

/** Changes whenever the same judgement of the same findings comes to another answer. */
const JUDGEMENT = 1;

/**
 * SHA-256 (hex) of everything that a posture is computed from: what was read, what is meant, and what is accepted. While
 * it stays the same, nothing needs to be computed again.
 */
export async function postureBasis(
  db: Database,
  scopeId: string,
  { digest, parts, limits }: FinishedObservation,
  models: readonly StackModel[],
): Promise<string> {
  const exceptions = await db.findingException.findMany({
    where: { scopeId, state: "live" },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  const basis = [
    JUDGEMENT,
    digest,
    Object.entries(parts).map(([part, { complete, problem }]) => [part, complete, problem]),
    limits === null ? null : [limits.rulesPerGroup, limits.groupsPerInterface, limits.problem],
    models.map(({ id, teamId, stack }) => [id, teamId, stack]),
    await sourcesOf(db, scopeId),
    exceptions.map(({ id }) => id),
  ];
  return contentHash(JSON.stringify(basis));
}
