import { z } from "zod";
import type { Observation } from "#lib/core/group/observation.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { personObservations } from "../access/person-observations.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseClock } from "../database-time.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { anotherCloudAdmin, lockAdministrators } from "./administrator-lock.ts";
import { authorise } from "./authorise.ts";
import { withdrawStanding } from "./withdraw-standing.ts";

export const endRoleInput = z.strictObject({ assignmentId: z.uuid() });

/**
 * A cloud admin ends somebody else's role now. The last cloud admin stays. Answers that rested on the role fall, and
 * the access that rested on it ends.
 */
export async function endRole(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof endRoleInput>,
): Promise<Result<{ readonly grantsEnding: number }, Refusal>> {
  const observations = await holderObservations(deps.db, input.assignmentId);
  return loggedTransaction(deps, actor, "role.ended", {}, async (transaction) => {
    // First the lock: whoever loses the role meanwhile must not use it any more.
    await lockAdministrators(transaction);
    const refusal = await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    // Behind the lock: what was begun on this role before it ended was begun before this moment.
    const now = await databaseClock(transaction);
    const held = await transaction.roleAssignment.findUnique({
      where: { id: input.assignmentId },
      include: { person: true, team: true },
    });
    if (held === null) return fail(ABSENT);
    const { personId, role } = held;
    if (personId === actor.personId) {
      return fail(forbidden("Nobody ends a role of their own: ask another cloud admin."));
    }
    if (held.validUntil !== null && held.validUntil <= now)
      return fail(conflict("This role has ended already."));
    if (role === "cloud_admin" && !(await anotherCloudAdmin(transaction, personId))) {
      return fail(conflict("The last cloud admin stays: make somebody else one first."));
    }
    const ended = await transaction.roleAssignment.updateMany({
      where: { id: held.id, validUntil: held.validUntil },
      data: { validUntil: now },
    });
    if (ended.count === 0) return fail(conflict("This role has ended already."));
    await appendAudit(transaction, {
      actor,
      action: "role.ended",
      subjects: { personId },
      details: { role, of: held.person.displayName, ...(held.team === null ? {} : { team: held.team.name }) },
    });
    const reason = `The role ${role} ended.`;
    return succeed(await withdrawStanding(deps, transaction, actor, { personId, reason, observations }));
  });
}

/** Read before the transaction, which holds locks: an observation may be large. */
async function holderObservations(
  db: Database,
  assignmentId: string,
): Promise<ReadonlyMap<string, Observation>> {
  const held = await db.roleAssignment.findUnique({
    where: { id: assignmentId },
    select: { personId: true },
  });
  return held === null ? new Map() : await personObservations(db, held.personId);
}
