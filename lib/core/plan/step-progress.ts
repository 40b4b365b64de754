/** A step of a plan, and how far it has come. */
import type { Plan, PlanStep } from "./plan.ts";

export interface StepProgress {
  readonly ordinal: number;
  readonly operation: PlanStep;
  /** planned (not taken up yet) | waiting | intended | done | failed | unknown */
  readonly state: string;
  /** How many EC2 calls were made for it. */
  readonly attempts: number;
  /** ISO 8601 UTC of the last thing known about it. */
  readonly lastAt: string | null;
  /** What EC2 answered, or what is known, in words; null when there is nothing to say. */
  readonly note: string | null;
}

/** The steps of a plan that nobody has taken up yet. */
export const plannedSteps = ({ steps }: Pick<Plan, "steps">): StepProgress[] =>
  steps.map((operation, index) => ({
    ordinal: index + 1,
    operation,
    state: "planned",
    attempts: 0,
    lastAt: null,
    note: null,
  }));
