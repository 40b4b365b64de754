/**
 * Carries out an approved change, or goes on with one that was begun: by this process, or by another that ended.
 * Everything it decides by is read anew; everything it does is journalled first.
 */
import { randomUUID } from "node:crypto";
import { databaseTime } from "../database-time.ts";
import { beginWatch } from "../drift/begin-watch.ts";
import { beginException } from "../exception/begin-exception.ts";
import { beginPolicy } from "../policy/begin-policy.ts";
import { finishWithoutSteps } from "../review/finish-without-steps.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { beginChange } from "./begin-change.ts";
import { type ApplyResult, carryOn, ENDED, noteWaiting } from "./carry-on.ts";
import { leaseKeys, readChange, readState } from "./change-to-apply.ts";
import { freshObservation, touchedBy } from "./fresh-observation.ts";
import { goOn, waitsToGoOn } from "./go-on.ts";
import { countedGroups, growthBound } from "./grown-beyond.ts";
import { acquireLease, LeaseLost } from "./lease.ts";
import { urgencyOf } from "./narrows.ts";

export async function applyChange(deps: ApplyDeps, changeId: string): Promise<ApplyResult> {
  // An exception has nothing to do on EC2: no lease, no session, no steps.
  if (await beginException(deps, changeId)) return ENDED;
  if (await finishWithoutSteps(deps, changeId)) return ENDED;
  if (await beginPolicy(deps, changeId)) return ENDED;
  if (await beginWatch(deps, changeId)) return ENDED;
  const change = await readChange(deps.db, changeId);
  if (change === null) return ENDED;
  const lease = await acquireLease(deps.db, leaseKeys(change), `${deps.worker}/${randomUUID()}`, deps.times);
  if (lease === null) return { kind: "busy" };
  try {
    // Read under the lease: whoever held it before may have moved the change.
    const state = await readState(deps.db, changeId);
    const isAskedAgain = state === "partial" && (await waitsToGoOn(deps.db, changeId));
    if (state !== "approved" && state !== "applying" && state !== "unknown" && !isAskedAgain) return ENDED;
    // The sweep for what is due takes it up in time: nothing waits in memory.
    if (state === "approved" && change.startsAt !== null && change.startsAt > (await databaseTime(deps.db)))
      return ENDED;
    const session = await deps.ec2.open(change.scope, urgencyOf(change));
    const fresh = state === "approved" || isAskedAgain;
    if (isAskedAgain && !(await goOn(deps, change, lease, session))) return ENDED;
    if (state === "approved") {
      const isCounted = (await growthBound(deps.db, change)) !== null;
      const touched = { ...touchedBy(change), countedGroupIds: isCounted ? countedGroups(change) : [] };
      const now = await freshObservation(deps.db, session, change.scope, touched);
      if ((await beginChange(deps, change, lease, now)) === "not-begun") return ENDED;
    }
    return await carryOn({ deps, change, lease, session, fresh });
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: "busy" };
    const sentence = error instanceof Error ? error.message : String(error);
    await noteWaiting(deps, changeId, sentence, null);
    return { kind: "waiting", sentence, until: null };
  } finally {
    await lease.release(deps.db);
  }
}
