import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { toldEffect } from "#lib/core/plan/empty-plan.ts";
import { type AskedWatch, askedWatchSchema } from "#lib/formats/drift/asked-watch.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { type LockedChange, lockChange, subjectsOf } from "../approval/locked-change.ts";
import { moveChange } from "../approval/move-change.ts";
import { moveLockedChange } from "../approval/move-locked-change.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { tellDecision } from "../approval/tell-decision.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, SystemActor, Transaction } from "../ports.ts";
import { watchOf } from "./watch-of.ts";
import { watchPin } from "./watch-pin.ts";

/** The worker trusts no row that the web could have written by itself: null when what was approved would begin. */
async function whyNot(
  transaction: Transaction,
  { facts }: LockedChange,
  stackId: string,
  asked: AskedWatch | undefined,
): Promise<string | null> {
  if (asked === undefined || watchPin(stackId, asked) !== facts.pin)
    return "It is not what was put up for approval.";
  const stack = await transaction.stack.findUniqueOrThrow({ where: { id: stackId } });
  if (stack.retiredAt !== null) return "The stack is not in use any more.";
  if ((await watchOf(transaction, stackId)).version !== asked.version)
    return "Something else was chosen for this stack since.";
  const required = await requiredAnswers(
    transaction,
    { kind: "rule", removesLastSource: false },
    { policy: await stackPolicy(transaction, stackId), stackId, plan: { steps: [] }, effect: toldEffect([]) },
  );
  if (!required.ok) return required.problem.sentence;
  const approvals = facts.answers.filter(({ decision, pin }) => decision === "approve" && pin === facts.pin);
  const missing = missingParts(required.value, approvals);
  if (missing.length === 0) return null;
  return `The policy asks for more than was approved: ${missing.map(({ label }) => label).join("; ")}.`;
}

/** Lets what was approved act by itself from now on, or says why not. False when there is nothing to do (any more). */
export const beginWatch = (
  deps: Pick<Deps, "db"> & { readonly actor: SystemActor },
  changeId: string,
): Promise<boolean> =>
  deps.db.$transaction(async (transaction) => {
    const { actor } = deps;
    const before = await lockChange(transaction, changeId);
    if (before === null || before.kind !== "watch" || before.facts.state !== "approved") return false;
    if (!(await recheckApprovals(transaction, actor, changeId))) return false;
    const change = await lockChange(transaction, changeId);
    const row = await transaction.changeRequest.findUniqueOrThrow({ where: { id: changeId } });
    const { stackId, requesterId } = row;
    if (change === null || stackId === null || requesterId === null)
      throw new Error("An approved request is about no stack.");
    const asked = askedWatchSchema.safeParse(row.request).data;
    const why = await whyNot(transaction, change, stackId, asked);
    const { number, title } = change;
    const log = { actor, subjects: subjectsOf(change) };
    if (why !== null || asked === undefined) {
      const sentence = why ?? "It cannot be read.";
      const from = { id: change.id, version: change.version, state: change.facts.state };
      await moveChange(transaction, from, "failed", { actor, why: sentence }, { sentence });
      await appendAudit(transaction, {
        ...log,
        action: "change.failed",
        details: { number, title, sentence },
      });
      await tellDecision(transaction, change, "failed", sentence);
      return true;
    }
    await moveLockedChange(transaction, change, "applying", { actor, why: "" });
    const { mostPerHour, version } = asked;
    const data = { mode: "restore", mostPerHour, chosenById: requesterId, changeId };
    await transaction.driftWatch.upsert({
      where: { stackId },
      create: { stackId, ...data },
      update: { ...data, version: version + 1 },
      select: { stackId: true },
    });
    const begun = await lockChange(transaction, changeId);
    if (begun === null) throw new Error("A locked change is gone.");
    await moveLockedChange(transaction, begun, "applied", { actor, why: "It holds from now on." });
    const pin = change.facts.pin;
    await appendAudit(transaction, { ...log, action: "change.applied", details: { number, title, pin } });
    await appendAudit(transaction, {
      ...log,
      action: "drift.chosen",
      details: { mode: "restore", mostPerHour, change: number },
    });
    await tellDecision(transaction, change, "holds now", "What changes outside is put back from now on.");
    return true;
  });
