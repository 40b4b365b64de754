/** The move that decided about a request, for whoever came too late to make another. */
import type { ChangeState } from "./change-state.ts";

export interface DecidedMove {
  readonly to: ChangeState;
  /** Null: Sallyport itself, as when the time to answer was over. */
  readonly personName: string | null;
  readonly at: Date;
}

/** What a move that decides about a request leads to. */
export const DECIDED: readonly ChangeState[] = ["approved", "rejected", "cancelled", "expired"];

const VERBS: Partial<Record<ChangeState, string>> = {
  approved: "gave the last approval that it needed",
  rejected: "rejected it",
  cancelled: "took it back",
};

const minute = (at: Date): string => `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** Why somebody's answer comes too late: what the request is now, and who made it so and when. */
export function tooLate(state: ChangeState, move: DecidedMove | null): string {
  const verb = move === null ? undefined : VERBS[move.to];
  if (move === null || move.personName === null || verb === undefined) {
    return `This change is ${state}: it takes no more answers.`;
  }
  return `This change is ${state} already: ${move.personName} ${verb} at ${minute(move.at)}.`;
}
