import { randomUUID } from "node:crypto";
import type { Observation } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { lockChange } from "../approval/locked-change.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import { whyNotAsApproved } from "../approval/why-not-as-approved.ts";
import { whyNotEnoughAnswers } from "../approval/why-not-enough-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Transaction } from "../ports.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { newlyBrokenGuardrails } from "./broken-guardrails.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import { closeChange } from "./close-change.ts";
import { grownBeyond } from "./grown-beyond.ts";
import type { Lease } from "./lease.ts";
import { whyNotOpen } from "./may-still-open.ts";
import { moveApplied } from "./move-applied.ts";
import { takeOutOfUse, whyNotRetired } from "./move-stack.ts";
import { stackPolicy } from "./stack-policy.ts";
import { REQUEST_TAG } from "./step-look.ts";
import { stepsNow } from "./steps-now.ts";
import { whyNoRoom } from "./why-no-room.ts";
import { whyNotWithinPolicy } from "./within-policy.ts";

export type Begun = "begun" | "not-begun";

/**
 * Decides, in one transaction and from what is true now, whether an approved change may be begun: the approvals still
 * stand, access may still be opened, and EC2 (`now`, freshly read) is what was approved. If so it is `applying` and
 * has its steps; if not it is open again, stale or failed, and says why.
 */
export async function beginChange(
  deps: ApplyDeps,
  change: ChangeToApply,
  lease: Lease,
  now: Observation,
): Promise<Begun> {
  return deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    if (!(await recheckApprovals(transaction, deps.actor, change.id))) return "not-begun";
    const locked = await lockChange(transaction, change.id);
    if (locked === null) return "not-begun";
    const approvals = locked.facts.requirement.parts.length;
    const policy = await stackPolicy(transaction, change.stackId);
    const why =
      (await whyNotAsApproved(transaction, change.id, change.plan)) ??
      (await whyNotOpen(transaction, change, approvals, policy.minSeconds)) ??
      (await whyNotWithinPolicy(transaction, change, policy, now)) ??
      (await whyNotRetired(transaction, change));
    if (why !== null) {
      await closeChange(transaction, deps, change, { kind: "failed", sentence: why, changes: [] });
      return "not-begun";
    }
    const unanswered = await whyNotEnoughAnswers(transaction, change.id, change.plan, now);
    if (unanswered !== null) {
      await closeChange(transaction, deps, change, { kind: "stale", sentence: unanswered, changes: [] });
      return "not-begun";
    }
    const steps = await stepsNow(transaction, change, now);
    if (!steps.ok) {
      await closeChange(transaction, deps, change, {
        kind: "stale",
        sentence: "EC2 is not what was approved any more; nothing was done.",
        changes: steps.problem,
      });
      return "not-begun";
    }
    const noRoom = whyNoRoom(steps.value, now);
    if (noRoom !== null) {
      await closeChange(transaction, deps, change, { kind: "failed", sentence: noRoom, changes: [] });
      return "not-begun";
    }
    const broken = await newlyBrokenGuardrails(transaction, change, steps.value, now);
    if (broken.length > 0) {
      await closeChange(transaction, deps, change, {
        kind: "stale",
        sentence: "It would break a guardrail, and nobody who approved it was shown that; nothing was done.",
        changes: broken,
      });
      return "not-begun";
    }
    const grown = await grownBeyond(transaction, change, now);
    if (grown !== null) {
      await closeChange(transaction, deps, change, grown);
      return "not-begun";
    }
    await writeSteps(transaction, change.id, steps.value);
    await moveApplied(transaction, change.id, "applying", { actor: deps.actor, why: "" });
    await takeOutOfUse(transaction, change);
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "change.applying",
      subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
      details: { number: change.number, title: change.title, pin: locked.facts.pin },
    });
    return "begun";
  });
}

/** A group that a step makes gets a word of its own, by which it is known again when the answer is lost. */
const marked = (step: PlanStep): PlanStep =>
  step.action === "create-group" ? { ...step, tags: { ...step.tags, [REQUEST_TAG]: randomUUID() } } : step;

/** One row for each step, in their order, after the `before` that the change has already. */
export async function writeSteps(
  transaction: Transaction,
  changeId: string,
  steps: readonly PlanStep[],
  before = 0,
): Promise<void> {
  await transaction.step.createMany({
    data: steps.map((operation, place) => ({
      changeId,
      ordinal: before + place,
      operation: asStoredJson(marked(operation)),
    })),
  });
}
