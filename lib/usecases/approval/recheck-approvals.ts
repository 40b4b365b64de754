import type { Answerer } from "#lib/core/approval/may-answer.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { transition } from "#lib/core/approval/transition.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseClock, databaseTime } from "../database-time.ts";
import { holdAdministrators } from "../people/administrator-lock.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Actor, Transaction } from "../ports.ts";
import { callForAnswers } from "./call-for-answers.ts";
import { type LockedChange, lockChange, subjectsOf } from "./locked-change.ts";
import { moveLockedChange } from "./move-locked-change.ts";

async function peopleWhoAnswered(transaction: Transaction, change: LockedChange): Promise<Answerer[]> {
  const people: Answerer[] = [];
  // Not the transaction's time: a role may have ended while it waited for a lock.
  const now = await databaseClock(transaction);
  for (const personId of new Set(change.facts.answers.map((answer) => answer.personId))) {
    people.push({ personId, roles: await heldRoles(transaction, personId, now) });
  }
  return people;
}

/**
 * Looks again at everybody who answered, with their roles of now, and dismisses the answers of those who could not
 * give them today (demoted, disabled, ssh admin since). True when the change is approved and enough approvals still
 * stand; an approved change that lacks some is open again, and whoever may answer is asked. The worker calls it
 * before it applies anything.
 */
export async function recheckApprovals(
  transaction: Transaction,
  actor: Actor,
  changeId: string,
): Promise<boolean> {
  await holdAdministrators(transaction);
  const change = await lockChange(transaction, changeId);
  if (change === null) return false;
  const people = await peopleWhoAnswered(transaction, change);
  const next = transition(change.facts, { kind: "recheck", people });
  if (!next.ok)
    throw new Error(`Change ${change.number} cannot be looked at again: ${next.problem.sentence}`);
  const { answers, requirement, state } = next.value;
  const fallen = change.facts.answers.filter((answer) => !answers.includes(answer));
  if (fallen.length > 0) {
    await transaction.approval.updateMany({
      where: { changeId, dismissedAt: null, personId: { in: fallen.map(({ personId }) => personId) } },
      data: { dismissedAt: await databaseTime(transaction) },
    });
  }
  if (state === change.facts.state) return state === "approved";
  await moveLockedChange(transaction, change, state, {
    actor,
    why: "Somebody who approved it could not approve it today.",
  });
  await appendAudit(transaction, {
    actor,
    action: "change.reopened",
    subjects: subjectsOf(change),
    details: {
      number: change.number,
      dismissed: fallen.map(({ personId }) => personId),
      waitingFor: missingParts(requirement, answers).map(({ label }) => label),
    },
  });
  await callForAnswers(transaction, changeId);
  return false;
}
