/**
 * Who may answer a change request, and in which role. Four eyes comes before any privilege: nobody answers what they
 * asked for or gain by, and nobody who holds SSH access answers anything.
 */
import { conflict, forbidden, type Refusal } from "../refusal.ts";
import { fail, type Result, succeed } from "../result.ts";
import { type RoleHeld, rolesThatMay } from "./authority.ts";
import type { ChangeState, Requirement } from "./change-state.ts";
import { type DecidedMove, tooLate } from "./decided-move.ts";
import { type ApproverRole, missingParts, type StandingApproval } from "./standing-answers.ts";

export interface AnswerableChange {
  readonly state: ChangeState;
  /** Null: Sallyport itself; such a change is never open. */
  readonly requesterId: string | null;
  readonly beneficiaryId: string;
  /** The team that owns the stack; null where it is about no stack, and no team lead answers. */
  readonly teamId: string | null;
  readonly requirement: Requirement;
  readonly pin: string;
  /** ISO 8601 UTC, or anything else that `Date` orders: after it nobody may answer. */
  readonly answerBy: Date;
  /** Who decided about it, where somebody has. */
  readonly decided?: DecidedMove | null;
  /** Standing answers, of either kind. */
  readonly answers: readonly (StandingApproval & { readonly decision: "approve" | "reject" })[];
}

export interface Answerer {
  readonly personId: string;
  readonly roles: readonly RoleHeld[];
}

const isApprover = (role: string): role is ApproverRole => role === "cloud_admin" || role === "team_lead";

/** The role in which `person` may answer `change` now, having read it with `pin`. */
export function mayAnswer(
  person: Answerer,
  change: AnswerableChange,
  pin: string,
  now: Date,
): Result<ApproverRole, Refusal> {
  if (person.personId === change.requesterId) {
    return fail(forbidden("You asked for this change: somebody else answers it."));
  }
  if (person.personId === change.beneficiaryId) {
    return fail(forbidden("This change is for you: somebody else answers it."));
  }
  if (person.roles.some(({ role }) => role === "ssh_admin")) {
    return fail(forbidden("You are an ssh admin: people who use SSH access approve nothing."));
  }
  const wanted = new Set(change.requirement.parts.flatMap(({ roles }) => roles));
  const roles = rolesThatMay(person.roles, "answer-change", change.teamId)
    .map(({ role }) => role)
    .filter(isApprover)
    .filter((role) => wanted.has(role));
  const [first] = roles;
  if (first === undefined) return fail(forbidden("This change is not yours to answer."));
  if (change.state !== "open") return fail(conflict(tooLate(change.state, change.decided ?? null)));
  if (change.answerBy <= now) return fail(conflict("The time to answer this change is over."));
  if (change.pin !== pin) return fail(conflict("This change is not what you read: look at it again."));
  if (change.answers.some(({ personId }) => personId === person.personId)) {
    return fail(conflict("You have answered this change already."));
  }
  const approvals = change.answers.filter(({ decision }) => decision === "approve");
  const missing = missingParts(change.requirement, approvals);
  return succeed(roles.find((role) => missing.some((part) => part.roles.includes(role))) ?? first);
}
