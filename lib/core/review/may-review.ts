/**
 * Who decides about a row of a review. Before any authority comes whose access it is: nobody reviews their own, and
 * nobody who holds SSH access reviews anybody's.
 */
import { may, type RoleHeld } from "../approval/authority.ts";
import { conflict, forbidden, invalid, type Refusal } from "../refusal.ts";
import { fail, type Result, succeed } from "../result.ts";

export interface Reviewer {
  readonly personId: string;
  readonly roles: readonly RoleHeld[];
}

export interface ReviewedAccess {
  /** Whose access it is, or who answers for it; null when nobody does. */
  readonly ownerId: string | null;
}

/** Whether somebody may run reviews at all: make them, and decide in those given to them. */
export const mayRunReviews = ({ roles }: Pick<Reviewer, "roles">): boolean =>
  may(roles, "run-review") && !roles.some(({ role }) => role === "ssh_admin");

/**
 * A review's reviewer decides; about what is the reviewer's own, somebody else who may run reviews.
 */
export function mayReview(person: Reviewer, reviewerId: string, row: ReviewedAccess): Result<null, Refusal> {
  if (row.ownerId === person.personId) {
    return fail(forbidden("This is your own: somebody else reviews it."));
  }
  if (person.roles.some(({ role }) => role === "ssh_admin")) {
    return fail(forbidden("You are an ssh admin: people who use SSH access review nobody's."));
  }
  if (!mayRunReviews(person)) return fail(forbidden("Security reviewers and cloud admins run reviews."));
  if (person.personId === reviewerId || row.ownerId === reviewerId) return succeed(null);
  return fail(forbidden("This review is somebody else's to run."));
}

/**
 * Who gives a review to whom. Its reviewer gives it to anybody who may run reviews. A cloud admin gives it to a third
 * person; nobody takes from somebody who runs it what is theirs to decide. Where its reviewer may run none any more,
 * anybody who may takes it.
 */
export function mayHandOver(person: Reviewer, reviewer: Reviewer, to: Reviewer): Result<null, Refusal> {
  if (!mayRunReviews(person)) return fail(forbidden("Security reviewers and cloud admins run reviews."));
  if (!mayRunReviews(to)) {
    return fail(invalid("Only a security reviewer or a cloud admin can take it over."));
  }
  if (to.personId === reviewer.personId) return fail(conflict("They run this review already."));
  if (person.personId === reviewer.personId || !mayRunReviews(reviewer)) return succeed(null);
  if (!may(person.roles, "edit-people")) {
    return fail(forbidden("Its reviewer hands a review over, or a cloud admin gives it to a third person."));
  }
  if (to.personId !== person.personId) return succeed(null);
  return fail(forbidden("Nobody takes a review from its reviewer: give it to a third person."));
}
