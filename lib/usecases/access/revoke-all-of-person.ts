import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { reasonText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type EndedAccess, endAccessOf } from "./end-access-of.ts";
import { personObservations } from "./person-observations.ts";

export const revokeAllOfPersonInput = z.strictObject({
  personId: z.uuid(),
  reason: reasonText,
});

/** A cloud admin throws somebody out: every live grant ends at once, and what they wait for is not opened. */
export async function revokeAllOfPerson(
  deps: Deps,
  actor: PersonActor,
  { personId, reason }: z.output<typeof revokeAllOfPersonInput>,
): Promise<Result<EndedAccess, Refusal>> {
  const observations = await personObservations(deps.db, personId);
  return loggedTransaction(deps, actor, "grant.ending", { personId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const person = await transaction.person.findUnique({ where: { id: personId }, select: { id: true } });
    if (person === null || !may(roles, "read")) return fail(ABSENT);
    if (!may(roles, "end-any-grant")) return fail(forbidden("Only cloud admins revoke grants."));
    const observationOf = (scopeId: string) => observations.get(scopeId) ?? null;
    return succeed(await endAccessOf(deps, transaction, actor, personId, reason, observationOf));
  });
}
