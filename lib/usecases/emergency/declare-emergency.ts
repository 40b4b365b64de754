import { untilWords } from "#lib/core/grant/grant-text.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { PersonActor, Transaction } from "../ports.ts";

interface Declared {
  readonly change: { readonly id: string; readonly number: number };
  readonly stack: { readonly id: string; readonly name: string; readonly teamId: string };
  readonly beneficiary: { readonly id: string; readonly name: string };
  readonly peer: string;
  readonly reason: string;
  readonly endsAt: Date;
}

/** Keeps that a grant was opened in an emergency, and tells everybody concerned, in the transaction that opens it. */
export async function declareEmergency(
  transaction: Transaction,
  actor: PersonActor,
  { change, stack, beneficiary, peer, reason, endsAt }: Declared,
): Promise<void> {
  await transaction.emergency.create({
    data: {
      changeId: change.id,
      declaredById: actor.personId,
      beneficiaryId: beneficiary.id,
      reason,
      endsAt,
    },
    select: { changeId: true },
  });
  await appendAudit(transaction, {
    actor,
    action: "emergency.declared",
    subjects: { stackId: stack.id, changeId: change.id, personId: beneficiary.id },
    details: { number: change.number, for: beneficiary.name, peer, reason, endsAt: endsAt.toISOString() },
  });
  const concerned = [
    ...(await holdersOf(transaction, "cloud_admin")),
    ...(await holdersOf(transaction, "security_reviewer")),
    ...(await holdersOf(transaction, "team_lead", stack.teamId)),
    beneficiary.id,
  ];
  await notify(transaction, concerned, {
    kind: "emergency",
    about: `emergency:${change.id}`,
    subject: `Break-glass: ${actor.displayName} opened SSH to ${stack.name} for ${beneficiary.name}`,
    body: `From ${peer} until ${untilWords(endsAt)}, without anybody's approval.\n\n${reason}\n\nSomebody else must review it.`,
    link: `/changes/${change.number}`,
  });
}
