import type { Finding } from "#lib/core/diff/finding.ts";
import { placedDifference } from "#lib/core/findings/catalogue/placed-difference.ts";
import { type Standing, standingOf } from "#lib/core/findings/exception/standing.ts";
import { type BandCounts, bandOf, countBands } from "#lib/core/posture/posture.ts";
import { exceptionsInForce } from "../exception/exceptions-in-force.ts";
import type { Database } from "../ports.ts";
import { lastFindings } from "../read/known-findings.ts";
import { lastFindingsOf } from "../read/known-observation.ts";
import type { StackModel } from "../read/stack-model.ts";

/** How one stack stands now; `stackId` and `state` are null for what belongs to no stack. */
export interface PostureNow extends BandCounts {
  readonly stackId: string | null;
  readonly teamId: string | null;
  readonly state: Standing | null;
}

/** Every stack of a scope, and what belongs to none, by the last look. `models`: the scope's own. */
export async function postureOfScope(
  db: Database,
  scopeId: string,
  models: readonly StackModel[],
): Promise<readonly PostureNow[] | null> {
  const found = await lastFindings(db, scopeId, models);
  if (found === null) return null;
  const acceptanceOf = await exceptionsInForce(db, { scopeId });
  const countsOf = (name: string | null, stackId: string | null): BandCounts =>
    countBands(
      found
        .filter(({ finding }) => finding.stack === name)
        .map(({ finding }) => bandOf(finding, acceptanceOf(scopeId, { finding, stackId }) !== null)),
    );
  const postures: PostureNow[] = [{ stackId: null, teamId: null, state: null, ...countsOf(null, null) }];
  const last = await lastFindingsOf(
    db,
    scopeId,
    models.map(({ stack }) => stack),
  );
  if (last === null) return null;
  for (const { id, teamId, stack } of models) {
    const { summary, findings } = last.of(stack);
    const isAccepted = (finding: Finding): boolean =>
      acceptanceOf(scopeId, { finding: placedDifference(finding, stack), stackId: id }) !== null;
    const state = standingOf(summary.state, findings, isAccepted);
    postures.push({ stackId: id, teamId, state, ...countsOf(stack.name, id) });
  }
  return postures;
}
