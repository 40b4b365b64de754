import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result } from "#lib/core/result.ts";
import type { CreatedChange } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { proposeRules } from "./propose-rules.ts";
import type { PlanRefusal } from "./refuse-gap.ts";

export const rollBackInput = z.strictObject({
  changeId: z.uuid(),
  reason: reasonText,
  acceptNoSshSource: z.boolean().default(false),
  requestKey: requestKeyText,
});

/** A cloud admin asks for what a change did to be undone, as far as it is still there: a request like any other. */
export async function rollBackChange(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof rollBackInput>,
): Promise<Result<CreatedChange, PlanRefusal>> {
  const { changeId, reason, acceptNoSshSource, requestKey } = input;
  // Before anything is said of it; asked again in the transaction that writes.
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  if (!may(roles, "ask-match")) return fail(forbidden("Only cloud admins propose changes to rules."));
  const undone = await deps.db.changeRequest.findUnique({
    where: { id: changeId },
    select: { stackId: true },
  });
  if (undone === null || undone.stackId === null) return fail(ABSENT);
  return proposeRules(deps, actor, {
    stackId: undone.stackId,
    asked: { kind: "roll-back", changeId, acceptNoSshSource },
    reason,
    requestKey,
    form: { kind: "roll-back", request: input },
    rollsBackId: changeId,
  });
}
