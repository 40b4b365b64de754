import { z } from "zod";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { personObservations } from "../access/person-observations.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { anotherCloudAdmin, lockAdministrators } from "./administrator-lock.ts";
import { authorise } from "./authorise.ts";
import { withdrawStanding } from "./withdraw-standing.ts";

export const personInput = z.strictObject({ personId: z.uuid() });
type PersonInput = z.output<typeof personInput>;

/** Shuts somebody out at once: sessions end now, answers fall, grants begin to end. Roles wait, unused. */
export async function disablePerson(
  deps: Deps,
  actor: PersonActor,
  input: PersonInput,
): Promise<Result<{ readonly grantsEnding: number }, Refusal>> {
  const observations = await personObservations(deps.db, input.personId);
  return loggedTransaction(deps, actor, "person.disabled", input, async (transaction) => {
    const { personId } = input;
    // First the lock: whoever loses the role meanwhile must not use it any more.
    await lockAdministrators(transaction);
    const refusal = await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    if (personId === actor.personId)
      return fail(forbidden("Nobody disables themself: ask another cloud admin."));
    const person = await transaction.person.findUnique({ where: { id: personId } });
    if (person === null) return fail(ABSENT);
    if (person.disabledAt !== null) return fail(conflict(`${person.displayName} is disabled already.`));
    if (!(await anotherCloudAdmin(transaction, personId))) {
      return fail(conflict("The last cloud admin stays: make somebody else one first."));
    }
    await transaction.person.update({
      where: { id: personId },
      data: { disabledAt: await databaseTime(transaction) },
      select: { id: true },
    });
    const sessions = await transaction.session.deleteMany({ where: { personId } });
    await appendAudit(transaction, {
      actor,
      action: "person.disabled",
      subjects: { personId },
      details: { name: person.displayName, sessionsEnded: sessions.count },
    });
    const reason = "The account was disabled.";
    return succeed(await withdrawStanding(deps, transaction, actor, { personId, reason, observations }));
  });
}

/** Lets somebody in again, with whatever roles have not been ended meanwhile. Nothing else comes back. */
export const enablePerson = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: PersonInput,
): Promise<Result<{ readonly enabled: true }, Refusal>> =>
  loggedTransaction(deps, actor, "person.enabled", input, async (transaction) => {
    const { personId } = input;
    const refusal = await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    const person = await transaction.person.findUnique({ where: { id: personId } });
    if (person === null) return fail(ABSENT);
    if (person.disabledAt === null) return fail(conflict(`${person.displayName} is not disabled.`));
    await transaction.person.update({
      where: { id: personId },
      data: { disabledAt: null },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "person.enabled",
      subjects: { personId },
      details: { name: person.displayName },
    });
    return succeed({ enabled: true });
  });
