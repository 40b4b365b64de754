import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { recordRefusal } from "../audit/record-refusal.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lockChange } from "./locked-change.ts";
import { moveChange } from "./move-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";

export const withdrawInput = z.strictObject({ changeId: z.uuid() });

/** Whoever asked may take it back, until the worker has begun. */
export async function withdrawChange(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof withdrawInput>,
): Promise<Result<{ readonly state: "cancelled" }, Refusal>> {
  const result = await deps.db.$transaction(
    async (transaction): Promise<Result<{ readonly state: "cancelled" }, Refusal>> => {
      const change = await lockChange(transaction, input.changeId);
      const roles = await heldRoles(transaction, actor.personId);
      if (change === null || !may(roles, "read")) return fail(ABSENT);
      if (change.requesterId !== actor.personId || !may(roles, "withdraw-own-change")) {
        return fail(forbidden("Only whoever asked for a change withdraws it."));
      }
      const early = change.state === "open" || change.state === "approved";
      if (!early || !(await moveChange(transaction, change, "cancelled"))) {
        return fail(conflict(`This change is ${change.state}: it cannot be withdrawn any more.`));
      }
      await appendAudit(transaction, {
        actor,
        action: "change.withdrawn",
        subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
        details: { number: change.number, title: change.title },
      });
      await refuseAskedGrants(transaction, actor, change.id, "The request was withdrawn.");
      return succeed({ state: "cancelled" });
    },
  );
  if (!result.ok) {
    await recordRefusal(deps, actor, "change.withdrawn", { changeId: input.changeId }, result.problem);
  }
  return result;
}
