/**
 * Who may answer a change request, and in which role. Four eyes comes before any privilege: nobody answers what they
 * asked for or gain by, and nobody who holds SSH access answers anything.
 */
import { conflict, forbidden, type Refusal } from "../refusal.ts";
import { fail, type Result, succeed } from "../result.ts";
import { type RoleHeld, rolesThatMay } from "./authority.ts";
import type { ChangeState, Requirement } from "./change-state.ts";
import { type DecidedMove, tooLate } from "./decided-move.ts";
import { type ApproverRole, fitsPart, missingParts, type StandingApproval } from "./standing-answers.ts";

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

/** In which role, and of a lead of another team than the stack's for which, somebody answers. */
export interface AnsweringAs {
  readonly role: ApproverRole;
  readonly teamId: string | null;
}

/** Every capacity in which a person may give one of the answers that the change wants. */
function capacities(person: Answerer, { teamId, requirement: { parts } }: AnswerableChange): AnsweringAs[] {
  const own = rolesThatMay(person.roles, "answer-change", teamId)
    .map(({ role }) => role)
    .filter(isApprover)
    .filter((role) => role !== "team_lead" || teamId !== null)
    .map((role) => ({ role, teamId: null }));
  const asked = new Set(parts.flatMap(({ teamIds }) => teamIds ?? []));
  const others = person.roles.flatMap((held) =>
    held.role === "team_lead" && held.teamId !== null && asked.has(held.teamId)
      ? [{ role: held.role, teamId: held.teamId }]
      : [],
  );
  return [...own, ...others].filter((each) => parts.some((part) => fitsPart(part, each)));
}

/**
 * The capacity in which `person` may answer `change` now, having read it with `pin`. Where answers are given in turn a
 * yes waits for its turn; a no does not.
 */
export function mayAnswer(
  person: Answerer,
  change: AnswerableChange,
  pin: string,
  now: Date,
  decision: "approve" | "reject" = "approve",
): Result<AnsweringAs, Refusal> {
  if (person.personId === change.requesterId) {
    return fail(forbidden("You asked for this change: somebody else answers it."));
  }
  if (person.personId === change.beneficiaryId) {
    return fail(forbidden("This change is for you: somebody else answers it."));
  }
  if (person.roles.some(({ role }) => role === "ssh_admin")) {
    return fail(forbidden("You are an ssh admin: people who use SSH access approve nothing."));
  }
  const possible = capacities(person, change);
  const [first] = possible;
  if (first === undefined) return fail(forbidden("This change is not yours to answer."));
  if (change.state !== "open") return fail(conflict(tooLate(change.state, change.decided ?? null)));
  if (change.answerBy <= now) return fail(conflict("The time to answer this change is over."));
  if (change.pin !== pin) return fail(conflict("This change is not what you read: look at it again."));
  if (change.answers.some(({ personId }) => personId === person.personId)) {
    return fail(conflict("You have answered this change already."));
  }
  const approvals = change.answers.filter(({ decision }) => decision === "approve");
  const missing = missingParts(change.requirement, approvals);
  const fitting = possible.filter((each) => missing.some((part) => fitsPart(part, each)));
  const stage = Math.min(...missing.map((part) => part.stage ?? 0));
  const turn = missing.filter((part) => (part.stage ?? 0) === stage);
  const inTurn = fitting.find((each) => turn.some((part) => fitsPart(part, each)));
  if (inTurn === undefined && fitting.length > 0 && decision === "approve") {
    return fail(conflict(`Answers are given in turn. First: ${turn.map(({ label }) => label).join("; ")}.`));
  }
  return succeed(inTurn ?? fitting[0] ?? first);
}
