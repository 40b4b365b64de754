/** What carrying out a step needs, and what becomes of it. */
import type { PlanStep } from "#lib/core/plan/plan.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ApplyTimes } from "./apply-times.ts";
import type { Ec2Session } from "./ec2-gate.ts";
import type { Lease } from "./lease.ts";

export interface RunningStep {
  readonly id: string;
  readonly ordinal: number;
  readonly operation: PlanStep;
}

/** Where tests make a process end or stop: named for what has just been done. */
export type FailPoint = "before-intent" | "after-intent" | "before-send" | "after-call" | "after-outcome";

export interface StepContext {
  readonly db: Database;
  readonly session: Ec2Session;
  readonly lease: Lease;
  readonly times: ApplyTimes;
  /** The lease key of a group or interface. */
  readonly leaseKey: (owner: string) => string;
  readonly databaseNow: () => Promise<Date>;
  readonly failPoint: (name: FailPoint, ordinal: number) => void;
  /** Asked before each call: why it must not be made any more, or null. Throws where the whole change must stop. */
  readonly whyNotCall: () => Promise<string | null>;
  /** What takes access away is called for as long as it takes. */
  readonly neverGivesUp: boolean;
  /** Called in the transaction that writes the first word of an intent. */
  readonly onIntent: (transaction: Transaction) => Promise<void>;
}

export type StepResult =
  /** EC2 shows the effect. `attempts` are those that this read settles; none when there was nothing to do. */
  | {
      readonly kind: "done";
      readonly attempts: readonly number[];
      readonly sentence: string;
      /** The id of the group that the step has made; null otherwise. */
      readonly made: string | null;
    }
  /** `refused`: EC2 said no. `impossible`: what EC2 shows leaves nothing to call. `stopped`: it must not be called now. */
  | {
      readonly kind: "failed";
      readonly cause: "refused" | "impossible" | "stopped";
      readonly sentence: string;
    }
  /** A call may still have an effect that nobody can see yet. */
  | { readonly kind: "unknown"; readonly sentence: string; readonly until: Date }
  /** Nothing is under way, and it cannot go on now. */
  | { readonly kind: "waiting"; readonly sentence: string; readonly until: Date | null };
