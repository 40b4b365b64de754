/** What the command palette finds: stacks, groups, people, sources and changes by name or id. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "./known-observation.ts";
import { readableChanges } from "./readable-changes.ts";

export const searchInput = z.strictObject({ query: plainText(200) });

export interface FoundEntry {
  readonly kind: "stack" | "group" | "person" | "source" | "change" | "review";
  /** Foreign text where it is a group's name. */
  readonly label: string;
  readonly detail: string;
  readonly href: string;
}

const OF_EACH = 6;

const contains = (text: string) => ({ contains: text, mode: "insensitive" as const });

async function groups(db: Database, query: string): Promise<readonly FoundEntry[]> {
  const scopes = await db.scope.findMany({ where: { enabled: true } });
  const found: FoundEntry[] = [];
  for (const scope of scopes) {
    const observation = await lastObservation(db, scope.id);
    for (const group of observation?.groups ?? [])
      if (`${group.name} ${group.groupId}`.toLowerCase().includes(query.toLowerCase()))
        found.push({
          kind: "group",
          label: group.name,
          detail: `${group.groupId} ${scope.accountName}`,
          href: `/groups/${group.groupId}`,
        });
  }
  return found.slice(0, OF_EACH);
}

export async function searchEverything(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof searchInput>,
): Promise<Result<readonly FoundEntry[], Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  // As on the pages: an ssh admin sees their own sources, and no list of people.
  const seesOthers = may(roles, "read-audit");
  const query = input.query.trim();
  const stacks = await db.stack.findMany({
    where: { retiredAt: null, name: contains(query) },
    orderBy: { name: "asc" },
    take: query === "" ? 20 : OF_EACH,
    include: { team: true },
  });
  const stackEntries = stacks.map(
    ({ name, team }): FoundEntry => ({
      kind: "stack",
      label: name,
      detail: team.name,
      href: `/stacks/${encodeURIComponent(name)}`,
    }),
  );
  if (query === "") return succeed(stackEntries);
  const number = /^#?(\d{1,9})$/.exec(query)?.[1];
  const [people, sources, changes, reviews] = await Promise.all([
    seesOthers ? db.person.findMany({ where: { displayName: contains(query) }, take: OF_EACH }) : [],
    db.source.findMany({
      where: {
        OR: [{ name: contains(query) }, { value: contains(query) }],
        ...(seesOthers ? {} : { ownerId: actor.personId }),
      },
      take: OF_EACH,
    }),
    db.changeRequest.findMany({
      where: {
        AND: [readable],
        OR: [{ title: contains(query) }, ...(number === undefined ? [] : [{ number: Number(number) }])],
      },
      orderBy: { number: "desc" },
      take: OF_EACH,
    }),
    seesOthers
      ? db.review.findMany({
          where: { name: contains(query) },
          orderBy: { number: "desc" },
          take: OF_EACH,
        })
      : [],
  ]);
  return succeed([
    ...stackEntries,
    ...(await groups(db, query)),
    ...people.map(
      ({ displayName, email }): FoundEntry => ({
        kind: "person",
        label: displayName,
        detail: email,
        href: `/access?person=${encodeURIComponent(displayName)}`,
      }),
    ),
    ...sources.map(
      ({ name, value }): FoundEntry => ({
        kind: "source",
        label: name,
        detail: value,
        href: `/access?source=${encodeURIComponent(value)}`,
      }),
    ),
    ...reviews.map(
      ({ number: id, name, state }): FoundEntry => ({
        kind: "review",
        label: name,
        detail: `access review ${id}, ${state}`,
        href: `/reviews/${id}`,
      }),
    ),
    ...changes.map(
      ({ number: id, title }): FoundEntry => ({
        kind: "change",
        label: title,
        detail: `change ${id}`,
        href: `/changes/${id}`,
      }),
    ),
  ]);
}
