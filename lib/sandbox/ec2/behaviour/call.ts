import type { Principal } from "../auth/authenticate.ts";
import type { Change } from "../change.ts";
import { Refusal } from "../refusal.ts";
import type { RequestEntry } from "../request-log.ts";
import type { CloudState, Region } from "../state.ts";

/** What a behaviour is given: who calls, from where, and the state as it is (or as a stale read sees it). */
export interface Call {
  readonly state: CloudState;
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An endpoint without single rules (EC2-FACTS, "older endpoints"). */
  readonly reduced: boolean;
  /** What was asked so far, oldest first. */
  readonly trail: () => readonly RequestEntry[];
  /** How long a call is not in the event history yet. */
  readonly trailDelayMilliseconds: number;
}

/** A mutation tells what it would change; the dispatcher writes it down, or not (DryRun). */
export interface Outcome<Output> {
  readonly output: Output;
  readonly changes: readonly Change[];
  /** The call failed after all, but the changes before that stay. */
  readonly refusal?: Refusal | undefined;
}

export type Read<Input, Output> = (call: Call, input: Input) => Output;
export type Mutation<Input, Output> = (call: Call, input: Input) => Outcome<Output>;

/** The caller's own part of the Region the request was signed for. */
export function ownRegion(call: Call): Region {
  const region = call.state.accounts[call.account]?.regions[call.region];
  if (region === undefined) {
    throw new Refusal("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
  }
  return region;
}
