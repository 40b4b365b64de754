/** How a stack and each of its tiers stand, told from findings alone: for lists of many stacks. */
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";
import { type Finding, type Summary, summarise } from "./finding.ts";
import type { StackFindings } from "./stack-findings.ts";

interface TierStanding {
  readonly tier: string;
  readonly role: Tier["role"];
  /** Primary first; empty when nothing plays the tier. */
  readonly groupIds: readonly string[];
  readonly summary: Summary;
}

/** As in the stack's `StackDiff`, without what is right. */
export interface StackStanding extends StackFindings {
  /** In the pattern's order. */
  readonly tiers: readonly TierStanding[];
}

/** Who carries what concerns the tiers that every instance must carry: nobody can tell where they lack. */
const concerns = (finding: Finding, tier: string, stack: Stack): boolean =>
  finding.tier === tier ||
  (finding.kind === "unknown" &&
    finding.subject === "members" &&
    stack.pattern.membership.all.includes(tier));

/** What all findings of a stack come to for one of its tiers. */
export const tierSummary = (findings: readonly Finding[], tier: string, stack: Stack): Summary =>
  summarise(findings.filter((finding) => concerns(finding, tier, stack)));

/** `found` must be the stack's. */
export const stackStanding = (stack: Stack, found: StackFindings): StackStanding => ({
  ...found,
  tiers: stack.pattern.tiers.map(({ name, role }) => ({
    tier: name,
    role,
    groupIds: groupsOfTier(stack.bindings, name),
    summary: tierSummary(found.findings, name, stack),
  })),
});
