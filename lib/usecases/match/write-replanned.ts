import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import type { PlanDiffLine } from "#lib/core/plan/plan-diff.ts";
import { callForAnswers } from "../approval/call-for-answers.ts";
import { dismissAnswers } from "../approval/dismiss-answers.ts";
import { type LockedChange, subjectsOf } from "../approval/locked-change.ts";
import { tellMove } from "../approval/move-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { notify } from "../notices/notify.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import type { PutUp } from "./put-up.ts";

interface Replanning extends Pick<PutUp, "plan" | "effect" | "requirement" | "answerBy"> {
  readonly pin: string;
  readonly reason: string;
  readonly startsAt: Date | null;
  readonly asked: AskedRules;
  readonly diff: readonly PlanDiffLine[];
  readonly to: "draft" | "open";
  readonly why: string;
}

/**
 * Writes what a request is by now: its answers fall, the difference is kept and told to those who had given them, and
 * whoever may answer is asked. Returns how many answers fell.
 */
export async function writeReplanned(
  transaction: Transaction,
  actor: PersonActor,
  change: LockedChange,
  { plan, effect, requirement, answerBy, pin, reason, startsAt, asked, diff, to, why }: Replanning,
): Promise<number> {
  const { id: changeId, facts, number, title } = change;
  const dismissed = await dismissAnswers(transaction, changeId);
  const version = change.version + 1;
  await transaction.changeRequest.update({
    where: { id: changeId, version: change.version },
    data: {
      plan: asStoredJson(plan),
      pin,
      effect: asStoredJson(effect),
      requirement: asStoredJson(requirement),
      request: asStoredJson(asked),
      answerBy,
      reason,
      startsAt,
      state: to,
      version,
      finishedAt: null,
    },
    select: { id: true },
  });
  const lines = diff.map((line) => ({ ...line }));
  await tellMove(transaction, { changeId, version, from: facts.state, to, diff: lines }, { actor, why });
  await appendAudit(transaction, {
    actor,
    action: facts.state === "draft" && to === "open" ? "change.asked" : "change.replanned",
    subjects: subjectsOf(change),
    details: { number, title, reason, pin, was: facts.pin, diff: lines, dismissed: [...dismissed] },
  });
  await notify(transaction, dismissed, {
    kind: "change-decided",
    about: `change:${changeId}:${version}`,
    subject: `Change #${number} on ${change.placeName} is another now: your answer no longer counts`,
    body: `${title}\n\n${diff.map(({ sign, text }) => `${sign} ${text}`).join("\n")}`,
  });
  await callForAnswers(transaction, changeId);
  return dismissed.length;
}
