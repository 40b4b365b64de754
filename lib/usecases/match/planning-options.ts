import { z } from "zod";
import type { Observation } from "#lib/core/group/observation.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { MatchOptions } from "#lib/core/plan/plan-match.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";

/** What a request for a plan may say beyond what it is about. */
export const planningFields = {
  reason: reasonText,
  /** "Nobody may be able to open SSH afterwards." */
  acceptNoSshSource: z.boolean().default(false),
  /** "Rules may go before their replacements come, where the quota leaves no room." */
  acceptQuotaGap: z.boolean().default(false),
  requestKey: requestKeyText,
} as const;

/** As a form sends them, or as somebody looks at a plan before asking. */
export interface PlanningChoice {
  readonly acceptNoSshSource: boolean;
  readonly acceptQuotaGap: boolean;
  readonly removeRedundant: boolean;
}

/** With the limits that hold where the observation was made. */
export const matchOptions = (choice: PlanningChoice, observation: Observation): MatchOptions => ({
  ...choice,
  limits: limitsInForce(observation),
});
