import { bindPlan } from "#lib/core/plan/new-group.ts";
import { type Progress, stillHolds } from "#lib/core/plan/still-holds.ts";
import { lockChange } from "../approval/locked-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { rolledBackBy } from "../change/rolled-back-by.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { boundGroups } from "./bound-groups.ts";
import { newlyBrokenGuardrails } from "./broken-guardrails.ts";
import { type ChangeToApply, readSteps } from "./change-to-apply.ts";
import type { Ec2Session } from "./ec2-gate.ts";
import { freshObservation, touchedBy } from "./fresh-observation.ts";
import { lapsedGrants } from "./granted-rules.ts";
import type { Lease } from "./lease.ts";
import { demandAuthority, NotAllowedAnyMore } from "./may-go-on.ts";
import { moveApplied } from "./move-applied.ts";
import { stepOutcomes, storedOutcome } from "./outcome-of.ts";
import { waitingWord } from "./waiting-word.ts";

export const waitsToGoOn = async (db: Database, changeId: string): Promise<boolean> =>
  (await waitingWord(db, changeId)) !== null;

/**
 * Takes up a change that stopped half-way, because somebody let it: its approvals stand, EC2 is what it was planned for
 * but for the steps that are done, the rest opens nothing for a grant that has ended and breaks no guardrail anew, and
 * nobody has asked for it to be rolled back. False where it stays as it is, and says why.
 */
export async function goOn(
  deps: ApplyDeps,
  change: ChangeToApply,
  lease: Lease,
  session: Ec2Session,
): Promise<boolean> {
  const steps = await readSteps(deps.db, change.id);
  const done = new Set(steps.filter(({ state }) => state === "done").map(({ ordinal }) => ordinal));
  const progress: Progress = { done, unsettled: new Set() };
  const plan = bindPlan(change.plan, await boundGroups(deps.db, change.id));
  const now = await freshObservation(deps.db, session, change.scope, touchedBy({ ...change, plan }));
  const holds = stillHolds(plan, now, change.pattern, progress);
  return deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    const locked = await lockChange(transaction, change.id);
    const word = await waitingWord(transaction, change.id);
    if (locked === null || locked.facts.state !== "partial" || word?.version !== locked.version) return false;
    await transaction.changeResume.update({
      where: { changeId_version: { changeId: change.id, version: word.version } },
      data: { takenAt: new Date() },
      select: { version: true },
    });
    const rest = steps.filter(({ state }) => state !== "done").map(({ operation }) => operation);
    const back = await rolledBackBy(transaction, change.id);
    const undone = back === null ? [] : [`Change #${back} rolls it back.`];
    const against = holds.ok
      ? [
          ...undone,
          ...(await whyNotAllowed(transaction, change)),
          ...(await lapsedGrants(transaction, change, rest)),
          ...(await newlyBrokenGuardrails(transaction, change, rest, now)),
        ]
      : [...undone, ...holds.problem];
    const why = `${word.person.displayName} let it go on: ${word.reason}`;
    await moveApplied(transaction, change.id, "applying", { actor: deps.actor, why });
    if (against.length > 0) {
      await stayPartial(transaction, deps, change, against);
      return false;
    }
    await transaction.step.updateMany({
      where: { changeId: change.id, state: "failed" },
      data: { state: "waiting" },
    });
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "change.applying",
      subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
      details: { number: change.number, title: change.title, pin: locked.facts.pin, done: done.size, why },
    });
    return true;
  });
}

/** Asked outside a step: a refusal here is a sentence, and the transaction goes on. */
async function whyNotAllowed(transaction: Transaction, change: ChangeToApply): Promise<readonly string[]> {
  try {
    await demandAuthority(transaction, change);
    return [];
  } catch (error) {
    if (error instanceof NotAllowedAnyMore) return [error.message];
    throw error;
  }
}

async function stayPartial(
  transaction: Transaction,
  deps: ApplyDeps,
  change: ChangeToApply,
  changes: readonly string[],
): Promise<void> {
  const sentence =
    "It could not go on, and nothing more was done. Roll it back, or ask for what is left anew.";
  const steps = await stepOutcomes(transaction, change.id);
  const outcome = { kind: "partial", sentence, changes, steps, settlesAt: null } as const;
  const cause = { actor: deps.actor, why: sentence };
  await moveApplied(transaction, change.id, "partial", cause, storedOutcome(outcome));
  await appendAudit(transaction, {
    actor: deps.actor,
    action: "change.partial",
    subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
    details: { number: change.number, title: change.title, sentence, changes: [...changes] },
  });
  await notify(transaction, await holdersOf(transaction, "cloud_admin"), {
    kind: "change-failed",
    about: `change:${change.id}:stays:${Date.now()}`,
    subject: `Change #${change.number} on ${change.stackName} could not go on`,
    body: [change.title, sentence, changes.map((each) => `- ${each}`).join("\n")].join("\n\n"),
  });
}
