import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { reasonText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { closeException } from "./close-exception.ts";

export const endExceptionInput = z.strictObject({ exceptionId: z.uuid(), reason: reasonText });

/**
 * Ends an exception before its time: its finding stands as it is from now on. It only shows more, so it waits for
 * nobody; whoever owns it may, and whoever could ask for it.
 */
export const endException = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { exceptionId, reason }: z.output<typeof endExceptionInput>,
): Promise<Result<{ readonly number: number }, Refusal>> =>
  loggedTransaction(deps, actor, "exception.ended", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read")) return fail(ABSENT);
    await transaction.$queryRaw`SELECT 1 FROM finding_exception WHERE id = ${exceptionId}::uuid FOR UPDATE`;
    const row = await transaction.findingException.findUnique({
      where: { id: exceptionId },
      include: { stack: { select: { teamId: true } } },
    });
    if (row === null) return fail(ABSENT);
    if (row.ownerId !== actor.personId && !may(roles, "ask-exception", row.stack?.teamId ?? null))
      return fail(forbidden("Its owner ends it, a cloud admin, or the lead of the stack's team."));
    if (row.state === "asked")
      return fail(conflict("It has not begun: whoever asked withdraws the request, under Changes."));
    if (row.state !== "live") return fail(conflict("It has ended already."));
    await closeException(transaction, actor, row, "withdrawn", reason);
    return succeed({ number: row.number });
  });
