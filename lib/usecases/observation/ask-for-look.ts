import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

/** One scope, or `all` that are enabled. */
export const askForLookInput = z.strictObject({ scopeId: z.union([z.uuid(), z.literal("all")]) });

/** Has the worker look at EC2 now. Looking changes nothing, so it leaves no entry in the log. */
export async function askForLook(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof askForLookInput>,
): Promise<Result<{ readonly scopes: number }, Refusal>> {
  return deps.db.$transaction(async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read")) return fail(ABSENT);
    if (!may(roles, "observe"))
      return fail(forbidden("Cloud admins and security reviewers have EC2 looked at."));
    const scopes = await transaction.scope.findMany({
      where: { enabled: true, ...(input.scopeId === "all" ? {} : { id: input.scopeId }) },
      select: { id: true },
    });
    if (scopes.length === 0) return fail(ABSENT);
    for (const { id } of scopes)
      await deps.queue.enqueue(transaction, {
        name: "observe-scope",
        scopeId: id,
        requestedBy: actor.personId,
      });
    return succeed({ scopes: scopes.length });
  });
}
