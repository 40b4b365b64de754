import { type NoticeText, notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import { type LockedChange, lockChange } from "./locked-change.ts";

/** Writes to everybody who may answer an open change; called in the transaction that opens (or reopens) it. */
export async function callForAnswers(transaction: Transaction, changeId: string): Promise<void> {
  const change = await lockChange(transaction, changeId);
  if (change === null || change.facts.state !== "open") return;
  const { requirement, requesterId, beneficiaryId, teamId } = change.facts;
  const people = new Set<string>();
  for (const part of requirement.parts) {
    const teams = part.teamIds ?? (teamId === null ? [] : [teamId]);
    for (const role of part.roles) {
      for (const team of role === "team_lead" ? teams : [null]) {
        for (const personId of await holdersOf(transaction, role, team)) people.add(personId);
      }
    }
  }
  for (const personId of [requesterId, beneficiaryId]) if (personId !== null) people.delete(personId);
  await notify(transaction, people, answerWanted(change));
}

/** What somebody reads whose answer a change waits for. */
export const answerWanted = ({ id, version, number, placeName, title, facts }: LockedChange): NoticeText => ({
  kind: "approval-wanted",
  about: `change:${id}:${version}`,
  subject: `Change #${number} on ${placeName} waits for your answer`,
  body: `${title}\n\nIt is number ${number} under Changes, and can be answered until ${facts.answerBy.toISOString()}.`,
});
