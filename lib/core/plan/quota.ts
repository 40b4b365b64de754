/**
 * How many rules a group has in EC2's counting: IPv4 and IPv6 each on their own, a group reference in both, a prefix
 * list by its weight (EC2-FACTS.md, "Limits").
 */
import { canonicalRules } from "../group/canonical-rule.ts";
import type { ObservedPrefixList, RulePeer } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import type { Side } from "./flow-change.ts";
import type { PlanStep } from "./plan.ts";
import { simulate } from "./simulate.ts";

export interface Limits {
  /** Per group, direction and family. */
  readonly rulesPerGroup: number;
  readonly groupsPerInterface: number;
}

/** Amazon's defaults; an account may have others. */
export const DEFAULT_LIMITS: Limits = { rulesPerGroup: 60, groupsPerInterface: 5 };

type Family = "ipv4" | "ipv6";

/** Published weights of lists that AWS manages, by the end of their names. */
const MANAGED_WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/\.cloudfront\.origin-facing$/, 55],
  [/\.ec2-instance-connect$/, 2],
  [/\.s3$/, 1],
];

function listWeight(list: ObservedPrefixList | undefined): number | null {
  if (list === undefined) return null;
  if (list.maxEntries !== null) return list.maxEntries;
  return MANAGED_WEIGHTS.find(([name]) => name.test(list.name))?.[1] ?? null;
}

/** Null: the weight is not known, so nothing can be planned beside it. */
function peerWeight(peer: RulePeer, family: Family, index: ObservationIndex): number | null {
  if (peer.kind === "group") return 1;
  if (peer.kind !== "prefix-list") return peer.kind === family ? 1 : 0;
  const list = index.prefixLists.get(peer.prefixListId);
  return list !== undefined && list.family !== family ? 0 : listWeight(list);
}

/** Null when a prefix list's weight is not known. */
export function countRules(side: Side, family: Family, index: ObservationIndex): number | null {
  const rules = index.groups.get(side.groupId)?.rules ?? [];
  const weights = canonicalRules(rules.filter((rule) => rule.direction === side.direction)).map(({ peer }) =>
    peerWeight(peer, family, index),
  );
  return weights.reduce<number | null>(
    (sum, weight) => (sum === null || weight === null ? null : sum + weight),
    0,
  );
}

export interface QuotaGap extends Side {
  readonly family: Family;
  readonly limit: number;
  /** The most rules the group would have on the way; null when a prefix list's weight is not known. */
  readonly peak: number | null;
}

/** The first place where the steps, in this order, would go over the limit; null when they fit. */
export function quotaGap(
  steps: readonly PlanStep[],
  limits: Limits,
  index: ObservationIndex,
): QuotaGap | null {
  let { observation } = index;
  const gaps = new Map<string, QuotaGap>();
  for (const step of steps) {
    observation = simulate(observation, step);
    if (step.action !== "authorize") continue;
    const side: Side = { groupId: step.groupId, direction: step.rule.direction };
    const now = { ...index, groups: new Map(observation.groups.map((group) => [group.groupId, group])) };
    for (const family of ["ipv4", "ipv6"] as const) {
      if (peerWeight(step.rule.peer, family, index) === 0) continue;
      const peak = countRules(side, family, now);
      if (peak !== null && peak <= limits.rulesPerGroup) continue;
      gaps.set(`${side.groupId} ${side.direction} ${family}`, {
        ...side,
        family,
        limit: limits.rulesPerGroup,
        peak,
      });
    }
  }
  return [...gaps.values()][0] ?? null;
}

/** How many rules must go first, in words. */
export function describeQuotaGap(gap: QuotaGap): string {
  const where = `${gap.groupId} (${gap.direction}, ${gap.family === "ipv4" ? "IPv4" : "IPv6"})`;
  if (gap.peak === null) {
    return `${where} uses a prefix list whose weight is not published, so nobody can tell whether the new rules fit.`;
  }
  const needed = gap.peak - gap.limit;
  const rules = needed === 1 ? "1 more free rule" : `${needed} more free rules`;
  return `${where} would have ${gap.peak} rules on the way, and ${gap.limit} are allowed. It needs ${rules}: remove some first, raise the quota, or accept that rules go before their replacements come.`;
}
