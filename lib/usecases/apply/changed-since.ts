/** Between the steps of a change, and when it goes on after it was held up: EC2 must still be what was approved. */
import { setTimeout as sleep } from "node:timers/promises";
import { bindPlan } from "#lib/core/plan/new-group.ts";
import { type Progress, stillHolds } from "#lib/core/plan/still-holds.ts";
import { boundGroups } from "./bound-groups.ts";
import type { Run } from "./carry-on.ts";
import type { StoredStep } from "./change-to-apply.ts";
import { closeChange } from "./close-change.ts";
import { freshObservation, touchedBy } from "./fresh-observation.ts";
import { lapsedGrants } from "./granted-rules.ts";

/** The next call was not made: EC2 is not what was approved any more. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";
  readonly changes: readonly string[];
  constructor(changes: readonly string[]) {
    super(changes.join(" "));
    this.changes = changes;
  }
}

/** What else changed on EC2 since the change was begun, or null. Reads may lag our own writes: asked again for a while. */
export async function changedSince(
  run: Run,
  steps: readonly StoredStep[],
): Promise<readonly string[] | null> {
  const { deps, change, session } = run;
  const progress: Progress = {
    done: new Set(steps.filter(({ state }) => state === "done").map(({ ordinal }) => ordinal)),
    unsettled: new Set(
      steps.filter(({ state }) => state === "intended" || state === "unknown").map(({ ordinal }) => ordinal),
    ),
  };
  const plan = bindPlan(change.plan, await boundGroups(deps.db, change.id));
  const touched = touchedBy({ ...change, plan });
  const end = performance.now() + deps.times.readBackMs;
  for (;;) {
    const now = await freshObservation(deps.db, session, change.scope, touched);
    const holds = stillHolds(plan, now, change.pattern, progress);
    if (holds.ok) {
      const left = steps.filter(({ state }) => state !== "done").map(({ operation }) => operation);
      const lapsed = await deps.db.$transaction((transaction) => lapsedGrants(transaction, change, left));
      return lapsed.length > 0 ? lapsed : null;
    }
    if (progress.done.size === 0 || performance.now() >= end) return holds.problem;
    await deps.db.$transaction((transaction) => run.lease.hold(transaction));
    await sleep(500);
  }
}

export async function stopAsChanged(
  { deps, change, lease }: Run,
  steps: readonly StoredStep[],
  changes: readonly string[],
): Promise<void> {
  await deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    const accepted = { kind: "outcome", body: { path: ["kind"], equals: "accepted" } };
    const begun =
      steps.some(({ state }) => state === "done") ||
      (await transaction.journalEntry.count({ where: { step: { changeId: change.id }, ...accepted } })) > 0;
    // Nothing of an earlier attempt is under way any more, or this would not have been asked.
    await transaction.step.updateMany({
      where: { changeId: change.id, state: { in: ["intended", "unknown"] } },
      data: { state: "waiting" },
    });
    await closeChange(transaction, deps, change, {
      kind: begun ? "partial" : "stale",
      sentence: begun
        ? "EC2 changed while this was being applied; the rest was not done."
        : "EC2 is not what was approved any more; nothing was done.",
      changes,
    });
  });
}
