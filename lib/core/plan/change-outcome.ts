/**
 * What became of a change, for people: stored with it (`change_request.outcome`), written by the worker alone.
 * Texts that came from EC2 (messages, names) are quoted as they were: attacker-controlled.
 */
export interface ChangeOutcome {
  /**
   * `stale`: EC2 is not what was approved; nothing was done, or nothing more. `failed`: EC2 refused for good.
   * `partial`: some steps are done, a later one failed. `unknown`: a call's effect cannot be told yet. `waiting`: it
   * is approved or begun and cannot go on now. `done`: every step has its effect.
   */
  readonly kind: "stale" | "failed" | "partial" | "unknown" | "waiting" | "done";
  /** One sentence. */
  readonly sentence: string;
  /** For `stale`: each thing that changed, a sentence each. */
  readonly changes: readonly string[];
  readonly steps: readonly StepOutcome[];
  /** ISO 8601 UTC: when an unknown outcome can be told for certain, or waiting is tried again. Null otherwise. */
  readonly settlesAt: string | null;
}

export interface StepOutcome {
  /** As in the plan, from 0. */
  readonly ordinal: number;
  readonly state: "waiting" | "intended" | "done" | "failed" | "unknown";
  /** Why, where there is something to say; null otherwise. */
  readonly sentence: string | null;
}
