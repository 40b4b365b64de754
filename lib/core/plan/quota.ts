/**
 * How many rules a group has in EC2's counting: IPv4 and IPv6 each on their own, a group reference in both, a prefix
 * list by its weight (EC2-FACTS.md, "Limits"). And the peak on the way of a plan, step by step.
 */
import { ruleKey } from "../group/canonical-rule.ts";
import type { ObservedPrefixList, RulePeer } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import type { Side } from "./flow-change.ts";
import { freshGroup } from "./new-group.ts";
import type { PlanStep } from "./plan.ts";
import { addedRule, removedRule } from "./step-rules.ts";

export interface Limits {
  /** Per group, direction and family. */
  readonly rulesPerGroup: number;
  readonly groupsPerInterface: number;
  /** Why they are Amazon's defaults and not the account's own, a sentence; null or absent when they are its own. */
  readonly assumedBecause?: string | null;
}

/** Amazon's defaults; an account may have others. */
export const DEFAULT_LIMITS: Limits = { rulesPerGroup: 60, groupsPerInterface: 5 };

export const FAMILIES = ["ipv4", "ipv6"] as const;
export type Family = (typeof FAMILIES)[number];

/** What a rule counts in each family. Null: it is not known, so nothing can be added beside it. */
export type Weight = Readonly<Record<Family, number | null>>;

const NOTHING: Weight = { ipv4: 0, ipv6: 0 };

/** Published weights of lists that AWS manages, by the end of their names. */
const MANAGED_WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/\.cloudfront\.origin-facing$/, 55],
  [/\.ec2-instance-connect$/, 2],
  [/\.s3$/, 1],
];

function listWeight(list: ObservedPrefixList): number | null {
  if (list.maxEntries !== null) return list.maxEntries;
  return MANAGED_WEIGHTS.find(([name]) => name.test(list.name))?.[1] ?? null;
}

export function peerWeight(peer: RulePeer, index: ObservationIndex): Weight {
  if (peer.kind === "group") return { ipv4: 1, ipv6: 1 };
  if (peer.kind !== "prefix-list") return { ...NOTHING, [peer.kind]: 1 };
  const list = index.prefixLists.get(peer.prefixListId);
  if (list === undefined) return { ipv4: null, ipv6: null };
  return { ...NOTHING, [list.family]: listWeight(list) };
}

const sumOf = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);

export const addWeights = (weights: readonly Weight[]): Weight => ({
  ipv4: sumOf(weights.map(({ ipv4 }) => ipv4)),
  ipv6: sumOf(weights.map(({ ipv6 }) => ipv6)),
});

/** The families in which a rule that is added counts, and there is no room for it. */
export const overLimit = (total: Weight, added: Weight, { rulesPerGroup }: Limits): readonly Family[] =>
  FAMILIES.filter(
    (family) => added[family] !== 0 && (total[family] ?? Number.POSITIVE_INFINITY) > rulesPerGroup,
  );

/** The peers of the rules of one side, by key. */
export type RulesOfSide = ReadonlyMap<string, RulePeer>;

const sideKey = ({ groupId, direction }: Side): string => `${groupId} ${direction}`;

export function rulesOfSide({ groupId, direction }: Side, index: ObservationIndex): RulesOfSide {
  const rules = index.groups.get(groupId)?.rules ?? [];
  const own = rules.filter((rule) => rule.direction === direction);
  return new Map(own.map((rule) => [ruleKey(rule), rule.peer]));
}

/** What all rules of a side count together. */
export const weightOf = (rules: RulesOfSide, index: ObservationIndex): Weight =>
  addWeights([...rules.values()].map((peer) => peerWeight(peer, index)));

export interface QuotaGap extends Side {
  readonly family: Family;
  readonly limits: Limits;
  /** The most rules the group would have on the way; null when a prefix list's weight is not known. */
  readonly peak: number | null;
  /** How many rules must be free for some order to fit; null when nobody can tell. */
  readonly needed: number | null;
  /** The prefix lists whose weight nobody knows. */
  readonly unweighed: readonly string[];
}

function gapAt(
  side: Side,
  family: Family,
  rules: RulesOfSide,
  limits: Limits,
  index: ObservationIndex,
): QuotaGap {
  const peak = weightOf(rules, index)[family];
  const unweighed = [...rules.values()].flatMap((peer) =>
    peer.kind === "prefix-list" && peerWeight(peer, index)[family] === null ? [peer.prefixListId] : [],
  );
  return {
    ...side,
    family,
    limits,
    peak,
    needed: peak === null ? null : peak - limits.rulesPerGroup,
    unweighed,
  };
}

/** Every side and family that the steps, in this order, would take over the limit, each with its highest peak. */
export function quotaGaps(
  steps: readonly PlanStep[],
  limits: Limits,
  index: ObservationIndex,
): readonly QuotaGap[] {
  const sides = new Map<string, Map<string, RulePeer>>();
  const gaps = new Map<string, QuotaGap>();
  const rulesOn = (side: Side): Map<string, RulePeer> => {
    const rules = sides.get(sideKey(side)) ?? new Map(rulesOfSide(side, index));
    sides.set(sideKey(side), rules);
    return rules;
  };
  for (const step of steps) {
    if (step.action === "create-group") {
      const fresh = freshGroup(step, index.observation.accountId, index.vpcs.get(step.vpcId));
      for (const rule of fresh.rules)
        rulesOn({ groupId: step.groupId, direction: rule.direction }).set(ruleKey(rule), rule.peer);
    }
    if (!("groupId" in step)) continue;
    const [gone, come] = [removedRule(step), addedRule(step)];
    if (gone !== null) rulesOn({ groupId: step.groupId, direction: gone.direction }).delete(ruleKey(gone));
    if (come === null) continue;
    const side: Side = { groupId: step.groupId, direction: come.direction };
    const rules = rulesOn(side).set(ruleKey(come), come.peer);
    for (const family of overLimit(weightOf(rules, index), peerWeight(come.peer, index), limits)) {
      const key = `${sideKey(side)} ${family}`;
      const gap = gapAt(side, family, rules, limits, index);
      const known = gaps.get(key);
      if (known === undefined || (gap.peak ?? 0) > (known.peak ?? 0)) gaps.set(key, gap);
    }
  }
  return [...gaps.values()];
}
