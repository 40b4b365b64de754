/**
 * The steps of a change that is being applied, in order, from the first that has not its effect yet.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { type ChangeToApply, leaseKeyOf, readState, readSteps, type StoredStep } from "./change-to-apply.ts";
import { ChangedMeanwhile, changedSince, stopAsChanged } from "./changed-since.ts";
import { closeChange } from "./close-change.ts";
import type { Ec2Session } from "./ec2-gate.ts";
import { planEndAnew } from "./end-anew.ts";
import { finishChange } from "./finish-change.ts";
import { gives, takes } from "./gives-and-takes.ts";
import type { Lease } from "./lease.ts";
import { demandAuthority, NotAllowedAnyMore } from "./may-go-on.ts";
import { whyTimeIsOver } from "./may-still-open.ts";
import { moveApplied } from "./move-applied.ts";
import { narrows } from "./narrows.ts";
import { stepOutcomes, storedOutcome } from "./outcome-of.ts";
import { runStep } from "./run-step.ts";
import type { StepContext, StepResult } from "./step-context.ts";
import { writeStepResult } from "./write-step-result.ts";

export type ApplyResult =
  /** It has come to an end, or there was nothing to do. */
  | { readonly kind: "ended" }
  /** Somebody else holds a lease it needs. */
  | { readonly kind: "busy" }
  /** It cannot go on now; try again later, `until` at the earliest. */
  | { readonly kind: "waiting"; readonly sentence: string; readonly until: Date | null };

export const ENDED: ApplyResult = { kind: "ended" };

/** One run of one change under its lease. */
export interface Run {
  readonly deps: ApplyDeps;
  readonly change: ChangeToApply;
  readonly lease: Lease;
  readonly session: Ec2Session;
  /** The plan was compared with EC2 just now: the first step need not do it again. */
  readonly fresh: boolean;
}

export async function carryOn(run: Run): Promise<ApplyResult> {
  const { deps, change } = run;
  let compared = run.fresh;
  const whyNot = run.fresh || !narrows(change) ? null : await planEndAnew(run);
  if (whyNot !== null) {
    await noteWaiting(deps, change.id, whyNot, null);
    return { kind: "waiting", sentence: whyNot, until: null };
  }
  for (;;) {
    const steps = await readSteps(deps.db, change.id);
    const step = steps.find(({ state }) => state !== "done");
    if (step === undefined) {
      await deps.db.$transaction(async (transaction) => {
        await run.lease.hold(transaction);
        await finishChange(transaction, deps, change);
      });
      return ENDED;
    }
    if (deps.stopping()) return { kind: "waiting", sentence: "The worker is stopping.", until: null };
    if (step.state === "waiting") {
      await pauseBefore(run, steps, step);
      // What takes access away was planned from EC2 itself, by exact properties: it goes on whatever else changed.
      const changed = compared || narrows(change) ? null : await changedSince(run, steps);
      if (changed !== null) {
        await stopAsChanged(run, steps, changed);
        return ENDED;
      }
    }
    // One that was begun by an earlier run is compared before its next call: its own effect may be there by now.
    const compare = step.state !== "waiting" && !compared && !narrows(change);
    compared = false;
    const result = await runWhileAllowed(run, steps, step, compare);
    if (result instanceof ChangedMeanwhile) {
      await stopAsChanged(run, steps, result.changes);
      return ENDED;
    }
    const next =
      result instanceof NotAllowedAnyMore
        ? await stopAsForbidden(run, steps, step, result.message)
        : await conclude(run, steps, step, result);
    if (next !== null) return next;
  }
}

const stepContext = (
  { deps, change, lease, session }: Run,
  whyNotCall: StepContext["whyNotCall"],
): StepContext => ({
  db: deps.db,
  session,
  lease,
  times: deps.times,
  leaseKey: (owner: string) => leaseKeyOf(change.scope, owner),
  databaseNow: () => databaseTime(deps.db),
  failPoint: deps.failPoint,
  whyNotCall,
  neverGivesUp: narrows(change),
  onIntent: async (transaction) => {
    await demandAuthority(transaction, change);
    await moveApplied(transaction, change.id, "applying", { actor: deps.actor, why: "" });
  },
});

/** `compare`: with EC2, before the first call of this run. */
async function runWhileAllowed(
  run: Run,
  steps: readonly StoredStep[],
  step: StoredStep,
  compare: boolean,
): Promise<StepResult | NotAllowedAnyMore | ChangedMeanwhile> {
  let isCompared = !compare;
  const context = stepContext(run, async () => {
    const changed = isCompared ? null : await changedSince(run, steps);
    isCompared = true;
    if (changed !== null) throw new ChangedMeanwhile(changed);
    // A change that was held up must not open what would have ended by now.
    return whyTimeIsOver(run.deps.db, run.change, 0);
  });
  try {
    return await runStep(context, step);
  } catch (error) {
    if (error instanceof NotAllowedAnyMore || error instanceof ChangedMeanwhile) return error;
    throw error;
  }
}

/** No call is under way then: an intent is only written when every earlier call has come to its end. */
async function stopAsForbidden(
  { deps, change, lease }: Run,
  steps: readonly StoredStep[],
  step: StoredStep,
  sentence: string,
): Promise<ApplyResult> {
  const kind = steps.some(({ state }) => state === "done") ? "partial" : "failed";
  await deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    if (step.state !== "waiting")
      await writeStepResult(transaction, step, { kind: "failed", cause: "stopped", sentence });
    await closeChange(transaction, deps, change, { kind, sentence, changes: [] });
  });
  return ENDED;
}

/** Before a rule or a group is taken away, what was added since the last one went gets time to be enforced. */
async function pauseBefore(run: Run, steps: readonly StoredStep[], step: StoredStep): Promise<void> {
  const before = steps.slice(0, step.ordinal);
  // A rule that is rewritten in place goes and comes at once.
  const since = before.slice(Math.max(0, before.findLastIndex(takes)));
  if (!takes(step) || !since.some(gives)) return;
  const end = performance.now() + run.deps.times.pauseMs;
  while (performance.now() < end) {
    await sleep(Math.min(end - performance.now(), run.deps.times.leaseMs / 3));
    await run.deps.db.$transaction((transaction) => run.lease.hold(transaction));
  }
}

/** Writes what became of a step. Null: go on with the next one. */
async function conclude(
  { deps, change, lease }: Run,
  steps: readonly StoredStep[],
  step: StoredStep,
  result: StepResult,
): Promise<ApplyResult | null> {
  const isLast = steps.every((each) => each.id === step.id || each.state === "done");
  if (result.kind === "waiting") {
    await noteWaiting(deps, change.id, result.sentence, result.until);
    return result;
  }
  if (result.kind === "failed" && result.cause === "refused" && narrows(change)) {
    // Access that must end is never given up: the change stays, says why, and is tried again.
    await noteWaiting(deps, change.id, result.sentence, null);
    await tellStuck(deps, change, result.sentence);
    return { kind: "waiting", sentence: result.sentence, until: null };
  }
  await deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    await writeStepResult(transaction, step, result);
    if (result.kind === "done") {
      if (result.made !== null) await lease.take(transaction, leaseKeyOf(change.scope, result.made));
      if (isLast) await finishChange(transaction, deps, change);
      return;
    }
    const begun = steps.some(({ state }) => state === "done");
    const unknown = result.kind === "unknown";
    await closeChange(transaction, deps, change, {
      kind: unknown ? "unknown" : begun ? "partial" : "failed",
      sentence: result.sentence,
      changes: [],
      ...(unknown ? { settlesAt: result.until } : {}),
    });
  });
  if (result.kind === "unknown") {
    return { kind: "waiting", sentence: result.sentence, until: result.until };
  }
  return result.kind === "done" && !isLast ? null : ENDED;
}

/** Every cloud admin hears, once for each step, that a change cannot close what it must. */
async function tellStuck(deps: ApplyDeps, change: ChangeToApply, sentence: string): Promise<void> {
  await deps.db.$transaction(async (transaction) => {
    await notify(transaction, await holdersOf(transaction, "cloud_admin"), {
      kind: "change-failed",
      about: `change:${change.id}:stuck:${await transaction.step.count({ where: { changeId: change.id, state: "done" } })}`,
      subject: `Change #${change.number} on ${change.stackName} cannot close access`,
      body: `${change.title}\n\n${sentence}\n\nIt is tried again and again until it can.`,
    });
  });
}

/** Says on the change why it does not go on, without moving it. */
export async function noteWaiting(
  deps: ApplyDeps,
  changeId: string,
  sentence: string,
  until: Date | null,
): Promise<void> {
  await deps.db.$transaction(async (transaction) => {
    const state = await readState(transaction, changeId);
    if (state !== "approved" && state !== "applying") return;
    const outcome = storedOutcome({
      kind: "waiting",
      sentence,
      changes: [],
      steps: await stepOutcomes(transaction, changeId),
      settlesAt: until?.toISOString() ?? null,
    });
    await transaction.changeRequest.update({ where: { id: changeId }, data: { outcome } });
  });
}
