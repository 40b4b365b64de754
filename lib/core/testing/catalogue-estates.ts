/** Random estates for the laws of the catalogue: with a default group, and with a model or without. */
import fc from "fast-check";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { type CatalogueContext, catalogueContext } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { arbitraryObservation, arbitraryStack } from "./arbitrary-estate.ts";
import { groupOf } from "./estate.ts";

/** The estate of the other laws, and a VPC's default group that may be open and in use. */
export const catalogueEstate: fc.Arbitrary<Observation> = fc
  .tuple(arbitraryObservation, fc.subarray(["-1 * sg-default", "tcp 22 0.0.0.0/0"]), fc.boolean())
  .map(([observation, rules, isUsed]) => {
    const byDefault = groupOf("sg-default", rules, { name: "default" });
    const interfaces = observation.interfaces.map((item, at) =>
      isUsed && at === 0 ? { ...item, groupIds: [...item.groupIds, "sg-default"] } : item,
    );
    return { ...observation, groups: [...observation.groups, byDefault], interfaces };
  });

/** No stack, or one. */
export const catalogueStacks: fc.Arbitrary<readonly Stack[]> = fc
  .option(arbitraryStack, { nil: null })
  .map((stack) => (stack === null ? [] : [stack]));

export const contextOf = (observation: Observation, stacks: readonly Stack[]): CatalogueContext =>
  catalogueContext({
    observation,
    stacks: stacks.map((stack) => ({ stack, diff: diffStack(stack, observation) })),
  });
