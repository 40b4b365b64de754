import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { mayRunReviews } from "#lib/core/review/may-review.ts";
import type { ReviewSubject } from "#lib/core/review/review-scope.ts";
import { heldRoles, holdersOf } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { reviewSubjects } from "./review-subjects.ts";

export interface PersonChoice {
  readonly id: string;
  readonly name: string;
}

export interface ReviewChoices {
  readonly stacks: readonly { readonly id: string; readonly name: string; readonly team: string }[];
  /** Who owns something that can be reviewed. */
  readonly owners: readonly PersonChoice[];
  readonly reviewers: readonly PersonChoice[];
  /** Everything there is to review now, so that a form can count as it is filled in. */
  readonly subjects: readonly ReviewSubject[];
}

/** Everybody who may run reviews, by name. */
export async function reviewersNow(db: Database): Promise<readonly PersonChoice[]> {
  const holders = new Set([
    ...(await holdersOf(db, "security_reviewer")),
    ...(await holdersOf(db, "cloud_admin")),
  ]);
  for (const personId of await holdersOf(db, "ssh_admin")) holders.delete(personId);
  const people = await db.person.findMany({
    where: { id: { in: [...holders] } },
    orderBy: { displayName: "asc" },
    select: { id: true, displayName: true },
  });
  return people.map(({ id, displayName }) => ({ id, name: displayName }));
}

/** What a new review can be about, and who can run it. */
export async function readReviewChoices(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<ReviewChoices, Refusal>> {
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read-audit") || !mayRunReviews({ roles })) return fail(ABSENT);
  const subjects = await db.$transaction(reviewSubjects);
  const owners = [...new Set(subjects.flatMap(({ ownerId }) => ownerId ?? []))];
  const [stacks, people, reviewers] = await Promise.all([
    db.stack.findMany({
      where: { retiredAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true, team: { select: { name: true } } },
    }),
    db.person.findMany({
      where: { id: { in: owners } },
      orderBy: { displayName: "asc" },
      select: { id: true, displayName: true },
    }),
    reviewersNow(db),
  ]);
  return succeed({
    stacks: stacks.map(({ id, name, team }) => ({ id, name, team: team.name })),
    owners: people.map(({ id, displayName }) => ({ id, name: displayName })),
    reviewers,
    subjects: subjects.map(({ kind, stackId, ownerId }) => ({ kind, stackId, ownerId })),
  });
}
