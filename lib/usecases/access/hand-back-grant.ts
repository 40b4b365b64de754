import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result } from "#lib/core/result.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import type { CreatedChange } from "../change/create-change.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { endLiveGrant } from "./end-live-grant.ts";
import { grantObservation } from "./grant-observation.ts";

export const handBackGrantInput = z.strictObject({ grantId: z.uuid() });

/** Gives back one's own access, at once and alone. */
export async function handBackGrant(
  deps: Deps,
  actor: PersonActor,
  { grantId }: z.output<typeof handBackGrantInput>,
): Promise<Result<CreatedChange | null, Refusal>> {
  const observation = await grantObservation(deps.db, grantId);
  return loggedTransaction(deps, actor, "grant.ending", { grantId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const grant = await transaction.grant.findUnique({ where: { id: grantId }, select: { personId: true } });
    if (grant === null || !may(roles, "read")) return fail(ABSENT);
    if (grant.personId !== actor.personId) {
      return fail(forbidden("Only its holder hands a grant back; a cloud admin revokes it."));
    }
    if (!may(roles, "end-own-grant")) return fail(forbidden("None of your roles allows this."));
    const reason = "Handed back by its holder.";
    return endLiveGrant({ deps, transaction, actor, observation, why: "handed-back", reason }, grantId);
  });
}
