/** Laws 2 and 4 about new stacks and retired ones, on random estates. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import { type Bounds, NO_BOUNDS } from "../group/bounds.ts";
import { interfaceFlows } from "../group/group-flows.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import { type FlowSet, intersectFlows, isSubsetOfFlows, unionFlows } from "../net/flow-set.ts";
import { arbitraryObservation, arbitraryStack } from "../testing/arbitrary-estate.ts";
import { lawCases, lawTimeout } from "../testing/law-cases.ts";
import type { DirectionModel, Stack, Tier } from "../tier/pattern.ts";
import type { PlanStep } from "./plan.ts";
import { planMatch } from "./plan-match.ts";
import { planNewStack, tiersToJoin } from "./plan-new-stack.ts";
import { planRetire } from "./plan-retire.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulate, simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const RUNS = { numRuns: lawCases() };
vi.setConfig({ testTimeout: lawTimeout() });

/** What every interface of a state allows, in both directions and both readings. */
function readings(observation: Observation): readonly FlowSet[] {
  const index = indexObservation(observation);
  return observation.interfaces.flatMap((item) =>
    (["ingress", "egress"] as const).flatMap((direction) => {
      const flows = interfaceFlows(item, direction, index);
      const bounds: Bounds = flows === "ungoverned" ? NO_BOUNDS : flows;
      return [bounds.surely, byPacket(bounds, index).surely];
    }),
  );
}

/** Law 4: nobody is let in, or cut off, for a moment. */
function expectBetween(observation: Observation, steps: readonly PlanStep[]): void {
  const [before, after] = [readings(observation), readings(simulateAll(observation, steps))];
  let state = observation;
  for (const step of steps) {
    state = simulate(state, step);
    // What nobody carries lets nobody in.
    if ("groupId" in step && !state.interfaces.some(({ groupIds }) => groupIds.includes(step.groupId)))
      continue;
    readings(state).forEach((now, at) => {
      const [from, to] = [before[at], after[at]];
      if (from === undefined || to === undefined) throw new Error("A state lost an interface.");
      expect(isSubsetOfFlows(intersectFlows(from, to), now)).toBe(true);
      expect(isSubsetOfFlows(now, unionFlows(from, to))).toBe(true);
    });
  }
}

const arbitraryEgress: fc.Arbitrary<DirectionModel> = fc.constantFrom<DirectionModel>(
  { mode: "unmanaged" },
  { mode: "any" },
  { mode: "list", flows: [] },
  {
    mode: "list",
    flows: [
      { peer: { kind: "tier", tier: "db" }, services: [{ protocol: "tcp", fromPort: 3306, toPort: 3306 }] },
      { peer: { kind: "anyone" }, services: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] },
    ],
  },
);

const arbitraryNew = fc
  .record({
    stack: arbitraryStack,
    observation: arbitraryObservation,
    egress: fc.tuple(arbitraryEgress, arbitraryEgress, arbitraryEgress, arbitraryEgress),
    tiers: fc.array(fc.constantFrom("web", "app", "db", null), { minLength: 4, maxLength: 4 }),
  })
  .map(({ stack: { bindings: _, ...meant }, observation, egress, tiers }) => {
    const withEgress = (tier: Tier, place: number): Tier => ({
      ...tier,
      egress: egress[place] ?? tier.egress,
    });
    const pattern = { ...meant.pattern, tiers: meant.pattern.tiers.map(withEgress) };
    const members = observation.interfaces.flatMap(({ interfaceId }, place) => {
      const tier = tiers[place] ?? null;
      return tier === null ? [] : [{ interfaceId, tier }];
    });
    return { stack: { ...meant, name: "blog", pattern }, observation, members };
  });

describe("a new stack", () => {
  it("is in line when its steps are done, lets nobody in on the way, and leaves nothing for a second plan", () => {
    let attached = 0;
    fc.assert(
      fc.property(arbitraryNew, (asked) => {
        const limits = DEFAULT_LIMITS;
        const planned = planNewStack({ ...asked, limits, groupsPerRegion: 2_500 });
        if (!planned.ok) throw new Error(planned.problem.join(" "));
        const { plan, stack } = planned.value;
        attached += asked.members.length;
        expect(asked.members.every(({ tier }) => tiersToJoin(stack.pattern).includes(tier))).toBe(true);
        const { name, version } = stack.pattern;
        expect(stillHolds(plan, asked.observation, { name, version })).toEqual({ ok: true, value: null });

        const after = simulateAll(asked.observation, plan.steps);
        const diff = diffStack(stack, after);
        expect(diff.findings.filter(({ kind }) => kind !== "redundant")).toEqual([]);
        const options = { removeRedundant: false, acceptNoSshSource: true, acceptQuotaGap: false, limits };
        expect(planMatch(stack, diff, after, options)).toMatchObject({
          ok: true,
          value: { plan: { steps: [] } },
        });
        expectBetween(asked.observation, plan.steps);
      }),
      RUNS,
    );
    expect(attached).toBeGreaterThan(RUNS.numRuns / 2);
  });
});

describe("a retired stack", () => {
  const retire = (stack: Stack, observation: Observation, shared: readonly string[]) =>
    planRetire({
      stack,
      observation,
      sharedWith: (groupId) => (shared.includes(groupId) ? ["blog"] : []),
      replacementGroupId: "sg-stranger",
      limits: DEFAULT_LIMITS,
    });

  it("leaves its deleted groups unneeded, never takes a shared one, and cuts nobody off in between", () => {
    let deleted = 0;
    fc.assert(
      fc.property(
        arbitraryStack,
        arbitraryObservation,
        fc.subarray(["sg-web", "sg-db", "sg-ssh"], { maxLength: 1 }),
        (stack, observation, shared) => {
          const planned = retire(stack, observation, shared);
          if (!planned.ok) {
            // It would let somebody in on the way.
            expect(planned.problem.sentences.join(" ")).toMatch(/lets sg-stranger in/);
            return;
          }
          const { steps } = planned.value.plan;
          let state = observation;
          for (const step of steps) {
            if (step.action === "delete-group") {
              deleted += 1;
              expect(shared).not.toContain(step.groupId);
              // As EC2 judges it: nobody carries it, and no other group's rule names it.
              const needs = [
                ...state.interfaces.filter(({ groupIds }) => groupIds.includes(step.groupId)),
                ...state.groups.filter(
                  ({ groupId, rules }) =>
                    groupId !== step.groupId &&
                    rules.some(({ peer }) => peer.kind === "group" && peer.groupId === step.groupId),
                ),
              ];
              expect(needs).toEqual([]);
            }
            state = simulate(state, step);
          }
          expect(state.interfaces.every(({ groupIds }) => groupIds.length > 0)).toBe(true);
          expectBetween(observation, steps);
          const second = retire(stack, state, shared);
          if (!second.ok) throw new Error(second.problem.sentences.join(" "));
          expect(second.value.plan.steps).toEqual([]);
        },
      ),
      RUNS,
    );
    expect(deleted).toBeGreaterThan(RUNS.numRuns / 2);
  });
});
