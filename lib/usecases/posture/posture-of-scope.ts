import type { Finding } from "#lib/core/diff/finding.ts";
import { placedDifference } from "#lib/core/findings/catalogue/placed-difference.ts";
import { type Standing, standingOf } from "#lib/core/findings/exception/standing.ts";
import { type BandCounts, bandOf, countBands } from "#lib/core/posture/posture.ts";
import { exceptionsInForce } from "../exception/exceptions-in-force.ts";
import type { Database } from "../ports.ts";
import { lastFindings } from "../read/known-findings.ts";
import { lastDiff } from "../read/known-observation.ts";
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
  for (const { id, teamId, stack } of models) {
    const last = await lastDiff(db, scopeId, stack);
    if (last === null) return null;
    const isAccepted = (finding: Finding): boolean =>
      acceptanceOf(scopeId, { finding: placedDifference(finding, stack), stackId: id }) !== null;
    const state = standingOf(last.diff.summary.state, last.diff.findings, isAccepted);
    postures.push({ stackId: id, teamId, state, ...countsOf(stack.name, id) });
  }
  return postures;
}
