import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { heldRoles } from "./held-roles.ts";

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabled: boolean;
  /** The person who looks: nobody changes their own roles. */
  readonly self: boolean;
  readonly roles: readonly {
    readonly assignmentId: string;
    readonly role: string;
    readonly team: string | null;
    /** ISO 8601 UTC. */
    readonly since: string;
    readonly givenBy: string | null;
  }[];
  /** Grants that are live or ending. */
  readonly liveGrants: number;
  readonly sessions: number;
}

export interface PeopleList {
  readonly people: readonly PersonLine[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly stacks: number }[];
  readonly mayEdit: boolean;
}

/** Everybody Sallyport knows, with the roles they hold now, by name. */
export async function listPeople(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<PeopleList, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read-audit")) return fail(ABSENT);
  const now = await databaseTime(deps.db);
  const [people, teams] = await Promise.all([
    deps.db.person.findMany({
      orderBy: [{ displayName: "asc" }, { id: "asc" }],
      include: {
        roles: {
          where: { validFrom: { lte: now }, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
          orderBy: { validFrom: "asc" },
          include: { team: { select: { name: true } }, givenBy: { select: { displayName: true } } },
        },
        _count: {
          select: {
            grants: { where: { state: { in: ["live", "ending"] } } },
            sessions: { where: { expiresAt: { gt: now } } },
          },
        },
      },
    }),
    deps.db.team.findMany({ orderBy: { name: "asc" }, include: { _count: { select: { stacks: true } } } }),
  ]);
  return succeed({
    people: people.map((person) => ({
      id: person.id,
      name: person.displayName,
      email: person.email,
      disabled: person.disabledAt !== null,
      self: person.id === actor.personId,
      roles: person.roles.map((held) => ({
        assignmentId: held.id,
        role: held.role,
        team: held.team?.name ?? null,
        since: held.validFrom.toISOString(),
        givenBy: held.givenBy?.displayName ?? null,
      })),
      liveGrants: person._count.grants,
      sessions: person._count.sessions,
    })),
    teams: teams.map(({ id, name, _count }) => ({ id, name, stacks: _count.stacks })),
    mayEdit: may(roles, "edit-people"),
  });
}
