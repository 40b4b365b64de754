import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { whyNotReviewed } from "#lib/core/grant/break-glass.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export const reviewEmergencyInput = z.strictObject({
  changeId: z.uuid(),
  note: plainText(2_000).min(1, "Say what you found."),
});

/** Somebody who neither declared an emergency nor gained by it looks at it, says what they found, and closes it. */
export const reviewEmergency = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { changeId, note }: z.output<typeof reviewEmergencyInput>,
): Promise<Result<null, Refusal>> =>
  loggedTransaction(deps, actor, "emergency.reviewed", { changeId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read-audit")) return fail(ABSENT);
    await transaction.$queryRaw`SELECT 1 FROM change_request WHERE id = ${changeId}::uuid FOR UPDATE`;
    const emergency = await transaction.emergency.findUnique({
      where: { changeId },
      include: { change: { select: { number: true, stackId: true } } },
    });
    if (emergency === null) return fail(ABSENT);
    const why = whyNotReviewed({ personId: actor.personId, roles }, emergency);
    if (why !== null) return fail(why);
    await transaction.emergency.update({
      where: { changeId },
      data: { closedAt: await databaseTime(transaction), closedById: actor.personId, closingNote: note },
      select: { changeId: true },
    });
    const { number, stackId } = emergency.change;
    await appendAudit(transaction, {
      actor,
      action: "emergency.reviewed",
      subjects: { ...(stackId === null ? {} : { stackId }), changeId, personId: emergency.declaredById },
      details: { number, note },
    });
    await notify(transaction, [emergency.declaredById, emergency.beneficiaryId], {
      kind: "change-decided",
      about: `emergency:${changeId}`,
      subject: `${actor.displayName} reviewed the break-glass of change #${number}`,
      body: note,
      link: `/changes/${number}`,
    });
    return succeed(null);
  });
