import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { quotaGaps } from "#lib/core/plan/quota.ts";
import { describeQuotaGap } from "#lib/core/plan/quota-words.ts";

/**
 * Why the steps, in their order, do not fit the limits of now; null when they do. Other rules of a group, and the
 * limits themselves, are not pinned: they are counted again before anything is done.
 */
export function whyNoRoom(steps: readonly PlanStep[], now: Observation): string | null {
  const limits = limitsInForce(now);
  const [gap] = quotaGaps(steps, limits, indexObservation(now));
  if (gap !== undefined) return `There is no room for it now. ${describeQuotaGap(gap, false)}`;
  const full = steps.find(
    (step) =>
      step.action === "set-interface-groups" &&
      step.after.length > step.before.length &&
      step.after.length > limits.groupsPerInterface,
  );
  if (full?.action !== "set-interface-groups") return null;
  return `There is no room for it now. ${full.interfaceId} would carry ${full.after.length} groups, and ${limits.groupsPerInterface} are allowed.`;
}
