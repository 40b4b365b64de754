import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result } from "#lib/core/result.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import type { CreatedChange } from "../change/create-change.ts";
import { reasonText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { endLiveGrant } from "./end-live-grant.ts";
import { grantObservation } from "./grant-observation.ts";

export const revokeGrantInput = z.strictObject({
  grantId: z.uuid(),
  reason: reasonText,
});

/** A cloud admin takes somebody's access away, at once and alone. */
export async function revokeGrant(
  deps: Deps,
  actor: PersonActor,
  { grantId, reason }: z.output<typeof revokeGrantInput>,
): Promise<Result<CreatedChange | null, Refusal>> {
  const observation = await grantObservation(deps.db, grantId);
  return loggedTransaction(deps, actor, "grant.ending", { grantId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const grant = await transaction.grant.findUnique({ where: { id: grantId }, select: { id: true } });
    if (grant === null || !may(roles, "read")) return fail(ABSENT);
    if (!may(roles, "end-any-grant")) {
      return fail(forbidden("Only cloud admins revoke grants. You can hand back your own."));
    }
    return endLiveGrant({ deps, transaction, actor, observation, why: "revoked", reason }, grantId);
  });
}
