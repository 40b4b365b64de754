/**
 * One verdict for each distinct rule of a tier's groups, in this precedence: stale (a reference that grants nothing),
 * unknown, extra (wholly outside the model), too wide (partly), redundant (see `redundant-rules.ts`), needed.
 */
import { type Bounds, intersectBounds, isKnown, subtractBounds } from "#lib/core/group/bounds.ts";
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import type { TierComparison } from "./compare-tier.ts";

export type Verdict = "stale" | "unknown" | "extra" | "too-wide" | "redundant" | "needed";

/** A rule of one of the tier's groups with what it allows. */
export interface HeldRule {
  readonly groupId: string;
  readonly rule: CanonicalRule;
  readonly flows: Bounds;
  /** Why a reference grants nothing; null for every other rule. */
  readonly stale: "group-deleted" | "peering-ended" | null;
}

/** Against the model alone; `inside` says no more than that all of it was meant. */
export interface JudgedRule extends HeldRule {
  readonly verdict: Exclude<Verdict, "redundant" | "needed"> | "inside";
  readonly inside: Bounds;
  readonly outside: Bounds;
}

/** The distinct rules of these groups in one direction, group by group, by key. */
export const heldRules = (
  groupIds: readonly string[],
  direction: Direction,
  index: ObservationIndex,
): HeldRule[] =>
  groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    if (group === undefined || !group.rulesKnown) return [];
    return canonicalRules(group.rules.filter((rule) => rule.direction === direction)).map((rule) => {
      const reference = rule.peer.kind === "group" ? referenceState(rule.peer, group, index) : null;
      const stale = reference?.state === "stale" ? reference.reason : null;
      return { groupId, rule, flows: ruleFlows(rule, group, index), stale };
    });
  });

export const judgeRule = (held: HeldRule, { allowed }: Pick<TierComparison, "allowed">): JudgedRule => {
  const inside = intersectBounds(held.flows, allowed);
  const outside = subtractBounds(held.flows, allowed);
  const verdict = () => {
    if (held.stale !== null) return "stale";
    if (!isKnown(held.flows) || !isKnown(outside)) return "unknown";
    if (isEmptyFlows(outside.surely)) return "inside";
    return isEmptyFlows(inside.surely) ? "extra" : "too-wide";
  };
  return { ...held, inside, outside, verdict: verdict() };
};
