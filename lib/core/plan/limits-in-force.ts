/** Which limits hold for an account and Region: its own where they could be read, else Amazon's defaults, and said so. */
import type { Observation } from "../group/observation.ts";
import { DEFAULT_LIMITS, type Limits } from "./quota.ts";

/** Amazon grants no more than this many rules a group, times groups an interface. */
const RULES_ON_AN_INTERFACE = 1_000;

export interface LimitsInForce extends Limits {
  /** Why at least one of them is a default that nobody has confirmed, a sentence; null when both were read. */
  readonly assumedBecause: string | null;
  /** ISO 8601 UTC: when they were read; null when never. */
  readonly asOf: string | null;
}

const NOBODY_ASKED = "Service Quotas was not asked.";

export function limitsInForce({ limits }: Pick<Observation, "limits">): LimitsInForce {
  const rulesPerGroup = limits?.rulesPerGroup ?? DEFAULT_LIMITS.rulesPerGroup;
  const groups = limits?.groupsPerInterface ?? DEFAULT_LIMITS.groupsPerInterface;
  const isRead = limits?.rulesPerGroup != null && limits.groupsPerInterface != null;
  return {
    rulesPerGroup,
    groupsPerInterface: Math.max(1, Math.min(groups, Math.floor(RULES_ON_AN_INTERFACE / rulesPerGroup))),
    assumedBecause: isRead ? null : (limits?.problem ?? NOBODY_ASKED),
    asOf: limits?.asOf ?? null,
  };
}

/** "60 rules a group, direction and family, and 5 groups an interface; assumed, ...". */
export function limitsWords(limits: LimitsInForce): string {
  const words = `${limits.rulesPerGroup} rules a group, direction and family, and ${limits.groupsPerInterface} groups an interface`;
  return limits.assumedBecause === null
    ? `${words}, as Service Quotas tells it.`
    : `${words}: Amazon's defaults, assumed. ${limits.assumedBecause}`;
}
