/**
 * The exact difference between a stack's model and an observation, as plain JSON: no bigint, no `undefined`, the same
 * for the same input whatever the order, repetition and descriptions of rules (laws 2 and 3).
 */
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";
import { bindingFindings } from "./bindings.ts";
import { type DirectionDiff, diffDirection } from "./diff-direction.ts";
import { type Finding, type Summary, summarise } from "./finding.ts";
import { membershipFindings } from "./membership.ts";
import { tierSummary } from "./stack-standing.ts";

export interface TierDiff {
  readonly tier: string;
  readonly role: Tier["role"];
  /** Primary first; empty when nothing plays the tier. */
  readonly groupIds: readonly string[];
  readonly summary: Summary;
  readonly ingress: DirectionDiff;
  readonly egress: DirectionDiff;
  /** The interfaces that carry any of the tier's groups, by id, as far as they were read. */
  readonly interfaceIds: readonly string[];
}

export interface StackDiff {
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly summary: Summary;
  /** In the pattern's order. */
  readonly tiers: readonly TierDiff[];
  /** Tier by tier in the pattern's order, then membership. */
  readonly findings: readonly Finding[];
}

const interfacesOf = (groupIds: readonly string[], index: ObservationIndex): string[] => {
  const carriers = groupIds.flatMap((groupId) => index.interfacesByGroup.get(groupId) ?? []);
  return [...new Set(carriers.map((item) => item.interfaceId))].sort();
};

/** `observation` must be of the stack's account and Region. Its index may be passed in where many stacks share it. */
export const diffStack = (
  stack: Stack,
  observation: Observation,
  index: ObservationIndex = indexObservation(observation),
): StackDiff => {
  const { accountId, region, vpcId } = stack;
  if (observation.accountId !== accountId || observation.region !== region)
    throw new Error(`Stack ${stack.name} lives in ${accountId} ${region}, the observation does not.`);
  const bindings = bindingFindings(stack, index);
  const members = membershipFindings(stack, index);
  const answers = stack.pattern.tiers.map((tier) => ({
    tier,
    groupIds: groupsOfTier(stack.bindings, tier.name),
    ingress: diffDirection(stack, tier, "ingress", index),
    egress: diffDirection(stack, tier, "egress", index),
  }));
  const ofFlows = answers.flatMap(({ tier, ingress, egress }) => [
    ...bindings.filter((finding) => finding.tier === tier.name),
    ...ingress.findings,
    ...egress.findings,
  ]);
  const findings = [...ofFlows, ...members];
  const tiers = answers.map(({ tier, groupIds, ingress, egress }) => ({
    tier: tier.name,
    role: tier.role,
    groupIds,
    summary: tierSummary(findings, tier.name, stack),
    ingress: ingress.diff,
    egress: egress.diff,
    interfaceIds: interfacesOf(groupIds, index),
  }));
  return { stack: stack.name, accountId, region, vpcId, summary: summarise(findings), tiers, findings };
};
