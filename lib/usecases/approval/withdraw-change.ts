import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { transition } from "#lib/core/approval/transition.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { refuseAskedException } from "../exception/refuse-asked-exception.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lockChange, subjectsOf } from "./locked-change.ts";
import { moveLockedChange } from "./move-locked-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";

export const withdrawInput = z.strictObject({ changeId: z.uuid() });

/** Whoever asked may take it back, until the worker has begun. */
export const withdrawChange = (
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof withdrawInput>,
): Promise<Result<{ readonly state: "cancelled" }, Refusal>> =>
  loggedTransaction(deps, actor, "change.withdrawn", input, async (transaction) => {
    const change = await lockChange(transaction, input.changeId);
    const roles = await heldRoles(transaction, actor.personId);
    if (change === null || !may(roles, "read")) return fail(ABSENT);
    const next = transition(change.facts, { kind: "withdraw", personId: actor.personId });
    if (!next.ok) return next;
    await moveLockedChange(transaction, change, "cancelled", { actor, why: "" });
    await appendAudit(transaction, {
      actor,
      action: "change.withdrawn",
      subjects: subjectsOf(change),
      details: { number: change.number, title: change.title },
    });
    await refuseAskedGrants(transaction, actor, change.id, "The request was withdrawn.");
    await refuseAskedException(transaction, actor, change.id, "The request was withdrawn.");
    return succeed({ state: "cancelled" });
  });
