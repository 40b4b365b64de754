/**
 * Carries out an approved change, or goes on with one that was begun: by this process, or by another that ended.
 * Everything it decides by is read anew; everything it does is journalled first.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Progress, stillHolds } from "#lib/core/plan/still-holds.ts";
import { databaseTime } from "../database-time.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { beginChange } from "./begin-change.ts";
import {
  type ChangeToApply,
  leaseKeyOf,
  leaseKeys,
  readChange,
  readState,
  readSteps,
  type StoredStep,
} from "./change-to-apply.ts";
import { closeChange } from "./close-change.ts";
import type { Ec2Session } from "./ec2-gate.ts";
import { finishChange } from "./finish-change.ts";
import { freshObservation, touchedBy } from "./fresh-observation.ts";
import { acquireLease, type Lease, LeaseLost } from "./lease.ts";
import { moveApplied } from "./move-applied.ts";
import { stepOutcomes, storedOutcome } from "./outcome-of.ts";
import { runStep, type StepResult, writeStepResult } from "./run-step.ts";

export type ApplyResult =
  /** It has come to an end, or there was nothing to do. */
  | { readonly kind: "ended" }
  /** Somebody else holds a lease it needs. */
  | { readonly kind: "busy" }
  /** It cannot go on now; try again later, `until` at the earliest. */
  | { readonly kind: "waiting"; readonly sentence: string; readonly until: Date | null };

const ENDED: ApplyResult = { kind: "ended" };

interface Run {
  readonly deps: ApplyDeps;
  readonly change: ChangeToApply;
  readonly lease: Lease;
  readonly session: Ec2Session;
}

export async function applyChange(deps: ApplyDeps, changeId: string): Promise<ApplyResult> {
  const change = await readChange(deps.db, changeId);
  if (change === null) return ENDED;
  const lease = await acquireLease(deps.db, leaseKeys(change), `${deps.worker}/${randomUUID()}`, deps.times);
  if (lease === null) return { kind: "busy" };
  try {
    // Read under the lease: whoever held it before may have moved the change.
    const state = await readState(deps.db, changeId);
    if (state !== "approved" && state !== "applying" && state !== "unknown") return ENDED;
    const session = await deps.ec2.open(change.scope);
    const run = { deps, change, lease, session };
    if (state === "approved") {
      const now = await freshObservation(deps.db, session, change.scope, touchedBy(change.plan));
      if ((await beginChange(deps, change, lease, now)) === "not-begun") return ENDED;
    }
    return await carryOn(run);
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: "busy" };
    const sentence = error instanceof Error ? error.message : String(error);
    await noteWaiting(deps, changeId, sentence, null);
    return { kind: "waiting", sentence, until: null };
  } finally {
    await lease.release(deps.db);
  }
}

/** The steps in order, from the first that has not its effect yet. */
async function carryOn(run: Run): Promise<ApplyResult> {
  const { deps, change } = run;
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
      const changed = await changedSince(run, steps);
      if (changed !== null) {
        await stopAsChanged(run, steps, changed);
        return ENDED;
      }
    }
    const result = await runStep(stepContext(run), step);
    const next = await conclude(run, steps, step, result);
    if (next !== null) return next;
  }
}

const stepContext = ({ deps, change, lease, session }: Run) => ({
  db: deps.db,
  session,
  lease,
  times: deps.times,
  leaseKey: (owner: string) => leaseKeyOf(change.scope, owner),
  databaseNow: () => databaseTime(deps.db),
  failPoint: deps.failPoint,
  onIntent: async (transaction: Parameters<typeof moveApplied>[0]) => {
    await moveApplied(transaction, change.id, "applying");
  },
});

/** Before the first rule is taken away, what was added gets time to be enforced. */
async function pauseBefore(run: Run, steps: readonly StoredStep[], step: StoredStep): Promise<void> {
  const before = steps.slice(0, step.ordinal);
  const adds = (each: StoredStep) =>
    each.operation.action === "authorize" || each.operation.action === "set-interface-groups";
  const removes = (each: StoredStep) => each.operation.action === "revoke";
  if (!removes(step) || before.some(removes) || !before.some(adds)) return;
  const end = performance.now() + run.deps.times.pauseMs;
  while (performance.now() < end) {
    await sleep(Math.min(end - performance.now(), run.deps.times.leaseMs / 3));
    await run.deps.db.$transaction((transaction) => run.lease.hold(transaction));
  }
}

/** What else changed on EC2 since the change was begun, or null. Reads may lag our own writes: asked again for a while. */
async function changedSince(run: Run, steps: readonly StoredStep[]): Promise<readonly string[] | null> {
  const { deps, change, session } = run;
  const progress: Progress = {
    done: new Set(steps.filter(({ state }) => state === "done").map(({ ordinal }) => ordinal)),
    unsettled: new Set(
      steps.filter(({ state }) => state === "intended" || state === "unknown").map(({ ordinal }) => ordinal),
    ),
  };
  const end = performance.now() + deps.times.readBackMs;
  for (;;) {
    const now = await freshObservation(deps.db, session, change.scope, touchedBy(change.plan));
    const holds = stillHolds(change.plan, now, change.pattern, progress);
    if (holds.ok) return null;
    if (progress.done.size === 0 || performance.now() >= end) return holds.problem;
    await deps.db.$transaction((transaction) => run.lease.hold(transaction));
    await sleep(500);
  }
}

async function stopAsChanged(
  { deps, change, lease }: Run,
  steps: readonly StoredStep[],
  changes: readonly string[],
): Promise<void> {
  const begun = steps.some(({ state }) => state === "done");
  await deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    await closeChange(transaction, deps, change, {
      kind: begun ? "partial" : "stale",
      sentence: begun
        ? "EC2 changed while this was being applied; the rest was not done."
        : "EC2 is not what was approved any more; nothing was done.",
      changes,
    });
  });
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
  await deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    await writeStepResult(transaction, step, result);
    if (result.kind === "done") {
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

/** Says on the change why it does not go on, without moving it. */
async function noteWaiting(
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
