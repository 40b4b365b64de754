import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { readSafeMode } from "./read-safe-mode.ts";

export const confirmSafeModeInput = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(3).max(500),
});

/** A cloud admin has looked: this is the database to go on with. */
export function confirmSafeMode(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { id, reason }: z.output<typeof confirmSafeModeInput>,
): Promise<Result<null, Refusal>> {
  return deps.db.$transaction(async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read")) return fail(ABSENT);
    if (!may(roles, "edit-policy")) return fail(forbidden("Cloud admins confirm the database."));
    await oneAtATime(transaction);
    const now = await readSafeMode(transaction);
    if (now === null || now.id !== id) return fail(ABSENT);
    await transaction.safeMode.update({
      where: { id },
      data: { confirmedAt: new Date(), confirmedById: actor.personId, reason },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "safe-mode.confirmed",
      details: { reason, sentences: now.doubts.map(({ sentence }) => sentence) },
    });
    return succeed(null);
  });
}
