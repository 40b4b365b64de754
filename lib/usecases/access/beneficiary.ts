import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { PersonActor, Transaction } from "../ports.ts";

/** Who gets the access, and whether they asked for it themselves. */
export interface Beneficiary {
  readonly id: string;
  readonly name: string;
  readonly isRequester: boolean;
}

/**
 * Checks who may have access opened for whom: an ssh admin for themselves, a cloud admin for a named ssh admin, and
 * nobody else for anybody. `personId` null: for oneself.
 */
export async function findBeneficiary(
  transaction: Transaction,
  actor: PersonActor,
  personId: string | null,
): Promise<Result<Beneficiary, Refusal>> {
  const roles = await heldRoles(transaction, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  if (personId === null || personId === actor.personId) {
    if (roles.some(({ role }) => role === "cloud_admin")) {
      return fail(
        forbidden("You are a cloud admin: cloud admins have no SSH access, and open none for themselves."),
      );
    }
    if (!may(roles, "ask-grant-for-oneself")) {
      return fail(forbidden("Only ssh admins ask for SSH access. A cloud admin can give you that role."));
    }
    return succeed({ id: actor.personId, name: actor.displayName, isRequester: true });
  }
  if (!may(roles, "ask-grant-for-other")) {
    return fail(forbidden("Only a cloud admin opens SSH access for somebody else."));
  }
  const person = await transaction.person.findUnique({
    where: { id: personId },
    select: { displayName: true },
  });
  if (person === null) return fail(ABSENT);
  const theirs = await heldRoles(transaction, personId);
  if (!theirs.some(({ role }) => role === "ssh_admin")) {
    return fail(conflict(`${person.displayName} is no ssh admin: access is opened for ssh admins only.`));
  }
  return succeed({ id: personId, name: person.displayName, isRequester: false });
}
