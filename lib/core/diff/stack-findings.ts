/**
 * What is wrong with a stack, and no more: the findings and the summary of `diffStack`, without the lines and verdicts
 * of all that is right. For whole accounts, where most stacks are in line.
 */
import type { Direction, Observation } from "#lib/core/group/observation.ts";
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

const findingsIn = (
  stack: Stack,
  tier: Tier,
  direction: Direction,
  index: ObservationIndex,
): readonly Finding[] => {
  const reduced = reduceDirection(stack, tier, direction, index);
  if (reduced === "in-line") return [];
  if (reduced === "whole") return directionFindings(stack, tier, direction, index);
  return directionFindings(reduced.stack, reduced.tier, direction, reduced.index);
};

const NONE_SEEN: ReadonlySet<Stack> = new Set();

/**
 * `observation` must be of the stack's account and Region, and `index` its index. `inOrder`: stacks of which it was
 * seen before that every interface carries what it should.
 */
export const stackFindings = (
  stack: Stack,
  observation: Observation,
  index: ObservationIndex = indexObservation(observation),
  inOrder: ReadonlySet<Stack> = NONE_SEEN,
): StackFindings => {
  if (observation.accountId !== stack.accountId || observation.region !== stack.region)
    throw new Error(
      `Stack ${stack.name} lives in ${stack.accountId} ${stack.region}, the observation does not.`,
    );
  const bindings = bindingFindings(stack, index);
  const findings = [
    ...stack.pattern.tiers.flatMap((tier) => [
      ...bindings.filter((finding) => finding.tier === tier.name),
      ...findingsIn(stack, tier, "ingress", index),
      ...findingsIn(stack, tier, "egress", index),
    ]),
    ...(inOrder.has(stack) ? [] : membershipFindings(stack, index)),
  ];
  return { summary: summarise(findings), findings };
};
