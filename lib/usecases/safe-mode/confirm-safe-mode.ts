import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
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

const MORE =
  "What speaks against the database is no longer what this page showed. Nothing was confirmed: load the page anew and read it.";

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
    if (now === null) return fail(ABSENT);
    if (now.id !== id) return fail(conflict(MORE));
    await transaction.safeMode.updateMany({
      where: { confirmedAt: null },
      data: { confirmedAt: new Date(), confirmedById: actor.personId, reason },
    });
    await appendAudit(transaction, {
      actor,
      action: "safe-mode.confirmed",
      details: { reason, sentences: now.doubts.map(({ sentence }) => sentence) },
    });
    return succeed(null);
  });
}
