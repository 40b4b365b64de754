import type { PlanGap } from "#lib/core/plan/plan-match.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";

/** A refusal to plan; `gap` names what the request may accept, where it may. */
export interface PlanRefusal extends Refusal {
  readonly gap?: "last-source" | "quota";
}

export const refuseGap = ({ kind, sentence }: PlanGap): PlanRefusal =>
  kind === "unreadable" ? conflict(sentence) : { ...conflict(sentence), gap: kind };
