/**
 * The state machine of a change request. Every move is here, and the database knows the same moves: what is not
 * listed does not happen. Nothing reaches `approved` or beyond without answers that suffice and still hold.
 */
import { conflict, forbidden, type Refusal } from "../refusal.ts";
import { fail, type Result, succeed } from "../result.ts";
import { type RoleHeld, rolesThatMay } from "./authority.ts";
import type { ChangeState } from "./change-state.ts";
import { tooLate } from "./decided-move.ts";
import { type AnswerableChange, type Answerer, mayAnswer } from "./may-answer.ts";
import { missingParts, type StandingApproval } from "./standing-answers.ts";

/** An answer and the pin it was given to; a dismissed one no longer stands. */
export interface GivenAnswer extends StandingApproval {
  readonly decision: "approve" | "reject";
  readonly pin: string;
}

/** A change with its standing answers. */
export interface ChangeFacts extends AnswerableChange {
  readonly answers: readonly GivenAnswer[];
}

export type Outcome = "applied" | "partial" | "unknown" | "failed" | "stale";

export type ChangeEvent =
  /** Somebody answers what they read (`pin`), at a time. */
  | {
      readonly kind: "answer";
      readonly person: Answerer;
      readonly decision: GivenAnswer["decision"];
      readonly pin: string;
      readonly at: Date;
    }
  /** A draft is put up for approval. */
  | { readonly kind: "submit"; readonly personId: string }
  | { readonly kind: "withdraw"; readonly personId: string }
  /** Time passes. */
  | { readonly kind: "wait"; readonly at: Date }
  /** Whoever asked has it planned anew, or asks for something else: earlier approvals were for what it was. */
  | {
      readonly kind: "replan";
      readonly personId: string;
      readonly pin: string;
      /** What it says beside the plan is another: why, when it starts, what it accepts. */
      readonly edited?: boolean;
    }
  /** The worker looks again at everybody who approved, with their roles of now. */
  | { readonly kind: "recheck"; readonly people: readonly Answerer[] }
  /** The worker begins, or goes on after an unknown or partial end, with the pin it has just computed. */
  | { readonly kind: "begin"; readonly pin: string }
  | { readonly kind: "finish"; readonly outcome: Outcome };

/** Every move, as the database has them too. */
export const MOVES = {
  draft: ["open", "cancelled"],
  open: ["approved", "rejected", "cancelled", "expired", "stale"],
  approved: ["open", "applying", "cancelled", "stale", "failed"],
  applying: ["applied", "partial", "unknown", "failed", "stale"],
  unknown: ["applying", "applied", "partial", "failed"],
  partial: ["applying", "failed"],
  applied: [],
  failed: [],
  stale: ["open"],
  rejected: [],
  cancelled: [],
  expired: [],
} as const satisfies Readonly<Record<ChangeState, readonly ChangeState[]>>;

export const canMove = (from: ChangeState, to: ChangeState): boolean =>
  (MOVES[from] as readonly ChangeState[]).includes(to);

type Moved = Result<ChangeFacts, Refusal>;

function move(change: ChangeFacts, state: ChangeState): Moved {
  if (canMove(change.state, state)) return succeed({ ...change, state });
  return fail(conflict(`A change that is ${change.state} does not become ${state}.`));
}

/** Approvals of what is pinned now, by people who neither asked nor gain. */
const counting = (change: ChangeFacts): readonly GivenAnswer[] =>
  change.answers.filter(
    ({ decision, pin, personId }) =>
      decision === "approve" &&
      pin === change.pin &&
      personId !== change.requesterId &&
      personId !== change.beneficiaryId,
  );

const isMet = (change: ChangeFacts): boolean =>
  missingParts(change.requirement, counting(change)).length === 0;

function answer(change: ChangeFacts, event: Extract<ChangeEvent, { kind: "answer" }>): Moved {
  const { person, decision, pin } = event;
  const as = mayAnswer(person, change, pin, event.at, decision);
  if (!as.ok) return as;
  const given: GivenAnswer = { personId: person.personId, ...as.value, decision, pin };
  const answered = { ...change, answers: [...change.answers, given] };
  if (decision === "reject") return move(answered, "rejected");
  return isMet(answered) ? move(answered, "approved") : succeed(answered);
}

/** Where whoever asked may still have it planned anew. */
export const REPLANNED: readonly ChangeState[] = ["draft", "open", "approved", "stale"];

function replan(
  change: ChangeFacts,
  { personId, pin, edited = false }: Extract<ChangeEvent, { kind: "replan" }>,
): Moved {
  if (personId !== change.requesterId) {
    return fail(forbidden("Only whoever asked for a change has it planned anew."));
  }
  if (!REPLANNED.includes(change.state)) {
    return fail(conflict(`A change that is ${change.state} keeps its plan.`));
  }
  if (pin === change.pin && change.state !== "stale" && !edited) return succeed(change);
  const state = change.state === "draft" ? "draft" : "open";
  return succeed({ ...change, state, pin, answers: [] });
}

/** Whether somebody could give this answer, in this role, with the roles they hold now. */
export const couldStillGive = (
  given: GivenAnswer,
  change: Pick<ChangeFacts, "teamId">,
  roles: readonly RoleHeld[],
): boolean => {
  if (roles.some(({ role }) => role === "ssh_admin")) return false;
  const teamId = given.teamId ?? change.teamId;
  return rolesThatMay(roles, "answer-change", teamId).some(({ role }) => role === given.role);
};

/** Answers of people who could not give them today fall; what then lacks approvals is open again. */
function recheck(change: ChangeFacts, people: readonly Answerer[]): Moved {
  if (change.state !== "open" && change.state !== "approved") return succeed(change);
  const rolesOf = (id: string) => people.find(({ personId }) => personId === id)?.roles ?? [];
  const checked = {
    ...change,
    answers: change.answers.filter((given) => couldStillGive(given, change, rolesOf(given.personId))),
  };
  return change.state === "open" || isMet(checked) ? succeed(checked) : move(checked, "open");
}

function withdraw(change: ChangeFacts, personId: string): Moved {
  if (personId !== change.requesterId) {
    return fail(forbidden("Only whoever asked for a change withdraws it."));
  }
  if (canMove(change.state, "cancelled")) return move(change, "cancelled");
  return fail(conflict(tooLate(change.state, change.decided ?? null)));
}

function begin(change: ChangeFacts, pin: string): Moved {
  if (!canMove(change.state, "applying")) return move(change, "applying");
  const goesOn = change.state === "unknown" || change.state === "partial";
  if (!goesOn && pin !== change.pin) return move(change, "stale");
  return isMet(change) ? move(change, "applying") : fail(conflict("Approvals are missing."));
}

/** What a change becomes by an event; a refusal leaves it as it was. */
export function transition(change: ChangeFacts, event: ChangeEvent): Moved {
  switch (event.kind) {
    case "answer":
      return answer(change, event);
    case "submit":
      return change.state === "draft" && event.personId === change.requesterId
        ? move(change, "open")
        : fail(forbidden("Only whoever drafted a change puts it up for approval, and only once."));
    case "withdraw":
      return withdraw(change, event.personId);
    case "wait":
      return change.state === "open" && event.at >= change.answerBy
        ? move(change, "expired")
        : succeed(change);
    case "replan":
      return replan(change, event);
    case "recheck":
      return recheck(change, event.people);
    case "begin":
      return begin(change, event.pin);
    case "finish":
      return move(change, event.outcome);
  }
}
