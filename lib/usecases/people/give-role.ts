import { z } from "zod";
import { ROLES } from "#lib/core/approval/change-state.ts";
import { ABSENT, conflict, forbidden, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { callNewLead } from "../approval/call-new-lead.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import type { Actor, Deps } from "../ports.ts";
import { lockAdministrators } from "./administrator-lock.ts";
import { authorise } from "./authorise.ts";

export const giveRoleInput = z.strictObject({
  personId: z.uuid(),
  role: z.enum(ROLES),
  /** For a team lead, and for nobody else. */
  teamId: z.uuid().nullable().default(null),
});

const OTHER_ADMINISTRATOR = { cloud_admin: "ssh_admin", ssh_admin: "cloud_admin" } as const;

/**
 * A cloud admin gives somebody else a role, from now on. Nobody becomes a cloud admin and an ssh admin at one time,
 * nor a cloud admin while SSH grants of theirs are still to end; the database refuses both as well.
 */
export const giveRole = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: z.output<typeof giveRoleInput>,
): Promise<Result<{ readonly assignmentId: string }, Refusal>> =>
  loggedTransaction(deps, actor, "role.given", { personId: input.personId }, async (transaction) => {
    const { personId, role, teamId } = input;
    // First the lock: whoever loses the role meanwhile must not use it any more.
    await lockAdministrators(transaction);
    const refusal = await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    if (actor.kind === "person" && actor.personId === personId) {
      return fail(forbidden("Nobody gives a role to themself: ask another cloud admin."));
    }
    const now = await databaseTime(transaction);
    const person = await transaction.person.findUnique({
      where: { id: personId },
      include: {
        // What began while this waited for the lock counts too, which `heldAt` would not see.
        roles: { where: { OR: [{ validUntil: null }, { validUntil: { gt: now } }] } },
        grants: { where: { state: { in: ["asked", "live", "ending"] } }, select: { number: true } },
      },
    });
    if (person === null) return fail(ABSENT);
    const name = person.displayName;
    if ((role === "team_lead") !== (teamId !== null)) {
      return fail(invalid("A team lead leads a team, and no other role does."));
    }
    const team = teamId === null ? null : await transaction.team.findUnique({ where: { id: teamId } });
    if (teamId !== null && team === null) return fail(ABSENT);
    if (person.disabledAt !== null) return fail(conflict(`${name} is disabled.`));
    if (person.roles.some((held) => held.role === role && held.teamId === teamId)) {
      return fail(conflict(`${name} holds this role already.`));
    }
    if (role === "cloud_admin" || role === "ssh_admin") {
      const other = OTHER_ADMINISTRATOR[role];
      if (person.roles.some((held) => held.role === other)) {
        return fail(conflict(`${name} is the other kind of administrator: end that role first.`));
      }
    }
    if (role === "cloud_admin" && person.grants.length > 0) {
      return fail(conflict(`${name} still has SSH grants: they end before a cloud admin begins.`));
    }
    const { id } = await transaction.roleAssignment.create({
      data: { personId, role, teamId, ...(actor.kind === "person" ? { givenById: actor.personId } : {}) },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "role.given",
      subjects: { personId },
      details: { role, to: name, ...(team === null ? {} : { team: team.name }) },
    });
    if (teamId !== null) await callNewLead(transaction, { teamId, personId });
    return succeed({ assignmentId: id });
  });
