/**
 * What is wrong with a stack, and no more: the findings and the summary of `diffStack`, without the lines and verdicts
 * of all that is right. For whole accounts, where most stacks are in line.
 */
import type { Direction, Observation, ObservedInterface } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Stack, Tier } from "#lib/core/tier/pattern.ts";
import { bindingFindings } from "./bindings.ts";
import { directionFindings } from "./diff-direction.ts";
import { type Finding, type Summary, summarise } from "./finding.ts";
import { reduceDirection } from "./in-line/reduce-direction.ts";
import { membershipFindings } from "./membership.ts";

/** As in the stack's `StackDiff`. */
export interface StackFindings {
  readonly summary: Summary;
  readonly findings: readonly Finding[];
}

const NO_FINDINGS: readonly Finding[] = [];
const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

const findingsIn = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): readonly Finding[] => {
  const reduced = reduceDirection(stack, tier, direction, index);
  if (reduced === "in-line") return NO_FINDINGS;
  if (reduced === "whole") return directionFindings(stack, tier, direction, index);
  return directionFindings(reduced.stack, reduced.tier, direction, reduced.index);
};

/**
 * `observation` must be of the stack's account and Region, and `index` its index. `odd`: the interfaces whose membership
 * must be judged, where somebody has looked through them.
 */
export const stackFindings = (
  stack: Stack,
  observation: Observation,
  index: ObservationIndex = indexObservation(observation),
  odd: readonly ObservedInterface[] | null = null,
): StackFindings => {
  if (observation.accountId !== stack.accountId || observation.region !== stack.region)
    throw new Error(
      `Stack ${stack.name} lives in ${stack.accountId} ${stack.region}, the observation does not.`,
    );
  const bindings = bindingFindings(stack, index);
  const findings: Finding[] = [];
  for (const tier of stack.pattern.tiers) {
    for (const finding of bindings) if (finding.tier === tier.name) findings.push(finding);
    for (const direction of DIRECTIONS) findings.push(...findingsIn(stack, tier, direction, index));
  }
  findings.push(...membershipFindings(stack, index, odd));
  return { summary: summarise(findings), findings };
};
