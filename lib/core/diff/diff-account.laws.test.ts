import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { arbitraryGroups, arbitraryObservation, arbitraryStack } from "#lib/core/testing/arbitrary-estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { diffAccount } from "./diff-account.ts";
import { oddMembers } from "./members-in-order.ts";
import { stackFindings } from "./stack-findings.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

/** Some groups as they are in another estate, seen from elsewhere, or gone; all else is the very same. */
const arbitraryChange = (before: Observation): fc.Arbitrary<Observation> =>
  fc
    .record({
      others: arbitraryGroups,
      changed: fc.subarray(
        before.groups.map(({ groupId }) => groupId),
        { maxLength: 2 },
      ),
      how: fc.constantFrom("rules", "rules", "vpc", "owner", "gone"),
    })
    .map(({ others, changed, how }) => {
      const change = (group: ObservedGroup): ObservedGroup[] => {
        if (!changed.includes(group.groupId)) return [group];
        if (how === "gone") return [];
        if (how === "vpc") return [{ ...group, vpcId: "vpc-elsewhere" }];
        if (how === "owner") return [{ ...group, ownerId: "999999999999" }];
        return [{ ...group, rules: others.find(({ groupId }) => groupId === group.groupId)?.rules ?? [] }];
      };
      return { ...before, groups: before.groups.flatMap(change) };
    });

describe("an account", () => {
  it("has of each stack the findings that the stack has alone", () => {
    const cases = fc.record({
      observation: arbitraryObservation,
      stacks: fc.array(arbitraryStack, { minLength: 1, maxLength: 2 }),
    });
    fc.assert(
      fc.property(cases, ({ observation, stacks }) => {
        for (const [stack, found] of diffAccount(stacks, observation).stacks)
          expect(found).toStrictEqual(stackFindings(stack, observation));
      }),
      RUNS,
    );
  });

  it("of which some stacks are in order, some not, and some need a closer look", () => {
    const observations = fc.sample(arbitraryObservation, { numRuns: 300, seed: 1 });
    const stacks = fc.sample(arbitraryStack, { numRuns: 300, seed: 1 });
    const seen = observations.map((observation, place) => {
      const some = stacks.slice(place, place + 1);
      const [odd] = oddMembers(some, indexObservation(observation)).values();
      return odd === undefined ? "closer look" : odd.length === 0 ? "in order" : "odd";
    });
    expect(new Set(seen)).toEqual(new Set(["closer look", "in order", "odd"]));
  });
});

describe("an account again after it changed", () => {
  it("has the same findings as an account looked at for the first time", () => {
    const cases = arbitraryObservation.chain((before) =>
      fc.record({
        before: fc.constant(before),
        after: arbitraryChange(before),
        stacks: fc.array(arbitraryStack, { minLength: 1, maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ before, after, stacks }) => {
        const earlier = diffAccount(stacks, before);
        const again = diffAccount(stacks, after, earlier);
        expect([...again.stacks]).toStrictEqual([...diffAccount(stacks, after).stacks]);
      }),
      RUNS,
    );
  });

  it("takes over what was said of stacks whose groups did not change", () => {
    const [before, stack] = [
      fc.sample(arbitraryObservation, { numRuns: 1, seed: 1 })[0],
      fc.sample(arbitraryStack, { numRuns: 1, seed: 1 })[0],
    ];
    if (before === undefined || stack === undefined) throw new Error("There is no sample.");
    const earlier = diffAccount([stack], before);
    const stranger = before.groups.map((group) =>
      group.groupId === "sg-stranger" ? { ...group, rules: [] } : group,
    );
    const again = diffAccount([stack], { ...before, groups: stranger }, earlier);
    expect(again.stacks.get(stack)).toBe(earlier.stacks.get(stack));
  });
});
