import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import { lockChange } from "./locked-change.ts";

/** Writes to everybody who may answer an open change; called in the transaction that opens (or reopens) it. */
export async function callForAnswers(transaction: Transaction, changeId: string): Promise<void> {
  const change = await lockChange(transaction, changeId);
  if (change === null || change.state !== "open") return;
  const roles = new Set(change.requirement.parts.flatMap((part) => part.roles));
  const people = new Set<string>();
  for (const role of roles) {
    for (const personId of await holdersOf(transaction, role, change.teamId)) people.add(personId);
  }
  for (const personId of [change.requesterId, change.beneficiaryId]) {
    if (personId !== null) people.delete(personId);
  }
  await notify(transaction, people, {
    kind: "approval-wanted",
    about: `change:${change.id}:${change.version}`,
    subject: `Change #${change.number} on ${change.stackName} waits for your answer`,
    body: `${change.title}\n\nOpen it under Changes, number ${change.number}. It can be answered until ${change.answerBy.toISOString()}.`,
  });
}
