import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { couldStillGive } from "#lib/core/approval/transition.ts";
import { type LockedChange, lockChange } from "../approval/locked-change.ts";
import { whyNotRestored } from "../drift/why-not-restored.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import { whyNotOpen } from "./may-still-open.ts";
import { narrows } from "./narrows.ts";
import { stackPolicy } from "./stack-policy.ts";

/** The next call was not made: what allowed it does not hold any more. The transaction of its intent must not commit. */
export class NotAllowedAnyMore extends Error {
  override readonly name = "NotAllowedAnyMore";
}

/** Approvals of what is pinned, by people who could give them today. */
async function standing(transaction: Transaction, { facts }: LockedChange) {
  const approvals = facts.answers.filter(({ decision, pin }) => decision === "approve" && pin === facts.pin);
  const still: typeof approvals = [];
  for (const given of approvals) {
    const roles = await heldRoles(transaction, given.personId);
    if (couldStillGive(given, facts, roles)) still.push(given);
  }
  return still;
}

/**
 * Asked in the transaction of each intent: whether a change that was begun may make another call now. Between its
 * steps, or while an outcome was unknown, people lose roles and access is taken away. What only ends access always
 * goes on. Throws `NotAllowedAnyMore` with a sentence.
 */
export async function demandAuthority(transaction: Transaction, change: ChangeToApply): Promise<void> {
  if (narrows(change)) return;
  const locked = await lockChange(transaction, change.id);
  if (locked === null) throw new Error("A change that is being applied is gone.");
  const { requirement } = locked.facts;
  const missing = missingParts(requirement, await standing(transaction, locked));
  if (missing.length > 0) {
    const labels = missing.map(({ label }) => label).join("; ");
    throw new NotAllowedAnyMore(`Its approval does not hold any more: ${labels}.`);
  }
  if (change.kind === "put-back" && requirement.parts.length === 0) {
    const why = await whyNotRestored(transaction, change.stackId);
    if (why !== null) throw new NotAllowedAnyMore(why);
  }
  const { minSeconds } = await stackPolicy(transaction, change.stackId);
  const why = await whyNotOpen(transaction, change, requirement.parts.length, minSeconds);
  if (why !== null) throw new NotAllowedAnyMore(why);
}
