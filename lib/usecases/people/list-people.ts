import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { contentOf, withParts } from "../audit/content-of.ts";
import { databaseTime } from "../database-time.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { liveAt, stackRowsAt } from "../read/stack-rows-at.ts";
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
  /** Grants that are live or ending; of the past, those that were open on EC2. */
  readonly liveGrants: number;
  /** Null at a moment of the past, of which that is not kept. */
  readonly sessions: number | null;
}

export interface PeopleList {
  readonly people: readonly PersonLine[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly stacks: number }[];
  /** Never at a moment of the past. */
  readonly mayEdit: boolean;
}

/** At a moment of the past: who was disabled, how many stacks each team had, and teams that were made later. */
async function factsAt(db: Database, at: Date) {
  const entries = await db.auditEntry.findMany({
    where: { action: { in: ["person.disabled", "person.enabled", "team.created"] } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: withParts,
  });
  const stacks = await stackRowsAt(db, at);
  const isBy = (entry: { readonly at: Date }) => entry.at < (endedBy(at).lt ?? at);
  const later = new Set(
    entries
      .filter((entry) => entry.action === "team.created" && !isBy(entry))
      .map((entry) => contentOf(entry).details.teamId),
  );
  return {
    isDisabled(person: { readonly id: string; readonly disabledAt: Date | null }): boolean {
      const about = entries.filter(
        ({ personId, action }) => personId === person.id && action !== "team.created",
      );
      return about.every(isBy)
        ? person.disabledAt !== null && isBy({ at: person.disabledAt })
        : about.findLast(isBy)?.action === "person.disabled";
    },
    wasThere: (teamId: string): boolean => !later.has(teamId),
    stacksOf: (teamId: string): number => stacks.filter((stack) => stack.teamId === teamId).length,
  };
}

/** Everybody Sallyport knows, with the roles they hold, by name: now, or as of `at`. Names are those of now. */
export async function listPeople(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  at?: Date,
): Promise<Result<PeopleList, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read-audit")) return fail(ABSENT);
  const time = at ?? (await databaseTime(deps.db));
  const then = at === undefined ? null : await factsAt(deps.db, at);
  const [people, teams] = await Promise.all([
    deps.db.person.findMany({
      where: at === undefined ? {} : { createdAt: endedBy(at) },
      orderBy: [{ displayName: "asc" }, { id: "asc" }],
      include: {
        roles: {
          where: { validFrom: { lte: time }, OR: [{ validUntil: null }, { validUntil: { gt: time } }] },
          orderBy: { validFrom: "asc" },
          include: { team: { select: { name: true } }, givenBy: { select: { displayName: true } } },
        },
        _count: {
          select: {
            grants: { where: at === undefined ? { state: { in: ["live", "ending"] } } : liveAt(at) },
            sessions: { where: { expiresAt: { gt: time } } },
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
      disabled: then === null ? person.disabledAt !== null : then.isDisabled(person),
      self: person.id === actor.personId,
      roles: person.roles.map((held) => ({
        assignmentId: held.id,
        role: held.role,
        team: held.team?.name ?? null,
        since: held.validFrom.toISOString(),
        givenBy: held.givenBy?.displayName ?? null,
      })),
      liveGrants: person._count.grants,
      sessions: then === null ? person._count.sessions : null,
    })),
    teams: teams
      .filter(({ id }) => then === null || then.wasThere(id))
      .map(({ id, name, _count }) => ({ id, name, stacks: then?.stacksOf(id) ?? _count.stacks })),
    mayEdit: at === undefined && may(roles, "edit-people"),
  });
}
