import { notify } from "../notices/notify.ts";
import type { Transaction } from "../ports.ts";
import type { LockedChange } from "./locked-change.ts";

/** Tells who asked, and who gains, what became of a request. `what` reads after its number: "was approved". */
export async function tellDecision(
  transaction: Transaction,
  change: LockedChange,
  what: string,
  body: string,
): Promise<void> {
  const people = [change.facts.requesterId, change.beneficiaryId].filter((id) => id !== null);
  await notify(transaction, people, {
    kind: "change-decided",
    about: `change:${change.id}:${change.version}`,
    subject: `Change #${change.number} on ${change.placeName} ${what}`,
    body: `${change.title}\n\n${body}`,
  });
}
