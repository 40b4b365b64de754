import { CHANGE_STATES, type ChangeState } from "#lib/core/approval/change-state.ts";

/** A change's state for people: what nobody answered in time is over, whether or not a worker has written so. */
export const shownState = (
  row: { readonly state: string; readonly answerBy: Date },
  now: Date,
): ChangeState => {
  const state = changeStateOf(row.state);
  return state === "open" && row.answerBy <= now ? "expired" : state;
};

/** Approved, and not begun before a time that is still to come. */
export const startsLater = (
  row: { readonly state: string; readonly startsAt: Date | null },
  now: Date,
): boolean => row.state === "approved" && row.startsAt !== null && row.startsAt > now;

/** A change's state as stored. Throws on any other word: no page guesses what it means. */
export function changeStateOf(text: string): ChangeState {
  const state = CHANGE_STATES.find((each) => each === text);
  if (state === undefined) throw new Error(`A change has the unknown state ${text}.`);
  return state;
}
