import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { waitingWord } from "../apply/waiting-word.ts";
import { rolledBackBy } from "../change/rolled-back-by.ts";
import type { Transaction } from "../ports.ts";

/** What may be rolled back: what changed rules. Grants are revoked, stacks retired, and exceptions ended. */
export const ROLLED_BACK = { kinds: ["match", "rule", "put-back"], states: ["applied", "partial"] } as const;

/**
 * Why a change is not rolled back now. There is one way back at a time, and none while it is to go on: whoever lets it
 * go on waits for the same row.
 */
export async function whyNotRolledBack(transaction: Transaction, changeId: string): Promise<Refusal | null> {
  await transaction.$queryRaw`SELECT 1 FROM change_request WHERE id = ${changeId}::uuid FOR UPDATE`;
  const change = await transaction.changeRequest.findUnique({
    where: { id: changeId },
    select: { kind: true, state: true, number: true, version: true },
  });
  if (change === null) return ABSENT;
  const { kind, state, number, version } = change;
  const { kinds, states } = ROLLED_BACK;
  if (!kinds.some((each) => each === kind) || !states.some((each) => each === state))
    return conflict(`Change #${number} is ${state}, and changed no rules that could be undone.`);
  const word = await waitingWord(transaction, changeId);
  if (word?.version === version)
    return conflict(
      `${word.person.displayName} let change #${number} go on, and the worker takes that up first. Roll it back when it has gone on or stopped again.`,
    );
  const same = await rolledBackBy(transaction, changeId);
  return same === null ? null : conflict(`Change #${same} asks for this already.`);
}
