/** Laws 2, 4 and 5 about "make it match", on random estates. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { diffStack } from "../diff/diff-stack.ts";
import { groupFlows } from "../group/group-flows.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { byPacket } from "../group/packet-flows.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  unionAllFlows,
  unionFlows,
} from "../net/flow-set.ts";
import { arbitraryObservation, arbitraryStack } from "../testing/arbitrary-estate.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Stack } from "../tier/pattern.ts";
import { doorOf } from "./last-source.ts";
import { type MatchOptions, planMatch } from "./plan-match.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulate, simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const RUNS = { numRuns: lawCases() };
vi.setConfig({ testTimeout: lawTimeout() });

const options = (more: Partial<MatchOptions> = {}): MatchOptions => ({
  removeRedundant: false,
  acceptNoSshSource: true,
  acceptQuotaGap: false,
  limits: DEFAULT_LIMITS,
  ...more,
});

const proposal = (stack: Stack, observation: Observation, more: Partial<MatchOptions> = {}) => {
  const plan = planMatch(stack, diffStack(stack, observation), observation, options(more));
  if (!plan.ok) throw new Error(plan.problem.sentence);
  return plan.value;
};

describe("law 2: applying the plan of a difference leaves no difference", () => {
  it("with redundant rules removed or not; it touches the stack's groups alone, and its pin holds at once", () => {
    let steps = 0;
    fc.assert(
      fc.property(
        arbitraryStack,
        arbitraryObservation,
        fc.boolean(),
        (stack, observation, removeRedundant) => {
          const { plan, leftOut } = proposal(stack, observation, { removeRedundant });
          steps += plan.steps.length;
          const bound = new Set(stack.bindings.flatMap((each) => groupsOfTier([each], each.tier)));
          for (const step of plan.steps) if ("groupId" in step) expect(bound.has(step.groupId)).toBe(true);
          const { name, version } = stack.pattern;
          expect(stillHolds(plan, observation, { name, version })).toEqual({ ok: true, value: null });

          const after = simulateAll(observation, plan.steps);
          const diff = diffStack(stack, after);
          const left = new Set(leftOut.map(({ findingId }) => findingId));
          const notes = ["redundant", "stale-reference", "listed-interface"];
          const rest = diff.findings.filter(({ id, kind }) => !left.has(id) && !notes.includes(kind));
          expect(rest.map(({ id }) => id)).toEqual([]);
          for (const { ingress } of diff.tiers) {
            expect(ingress.missing).toEqual([]);
            expect(ingress.excess).toEqual([]);
          }
          if (removeRedundant) {
            expect(diff.findings.filter(({ kind }) => kind === "stale-reference")).toEqual([]);
          }
          const second = planMatch(stack, diff, after, options({ removeRedundant: false }));
          if (!second.ok) throw new Error(second.problem.sentence);
          const again = second.value.plan.steps;
          if (leftOut.length === 0) expect(again).toEqual([]);
          expect(again.filter(({ action }) => action !== "set-interface-groups")).toEqual([]);
        },
      ),
      RUNS,
    );
    expect(steps).toBeGreaterThan(RUNS.numRuns);
  });
});

/**
 * What every group and every interface of a state allows in, in both readings. A group that is the same object, with
 * the same interfaces, is read once.
 */
function reader(): (observation: Observation) => readonly FlowSet[] {
  let known = new Map<string, { readonly group: object | undefined; readonly flows: readonly FlowSet[] }>();
  let interfaces: Observation["interfaces"] = [];
  const unions = new WeakMap<
    readonly string[],
    { readonly each: readonly (readonly FlowSet[])[]; readonly flows: readonly FlowSet[] }
  >();
  return (observation) => {
    if (observation.interfaces !== interfaces) known = new Map();
    interfaces = observation.interfaces;
    const index = indexObservation(observation);
    const ofGroup = (groupId: string): readonly FlowSet[] => {
      const group = index.groups.get(groupId);
      const earlier = known.get(groupId);
      if (earlier !== undefined && earlier.group === group) return earlier.flows;
      const bounds = groupFlows(groupId, "ingress", index);
      const flows = [bounds.surely, byPacket(bounds, index).surely];
      known.set(groupId, { group, flows });
      return flows;
    };
    const ofInterface = (groupIds: readonly string[]): readonly FlowSet[] => {
      const each = groupIds.map(ofGroup);
      const earlier = unions.get(groupIds);
      if (earlier?.each.every((flows, at) => flows === each[at])) return earlier.flows;
      const flows = [0, 1].map((reading) => unionAllFlows(each.map((all) => all[reading] ?? NO_FLOWS)));
      unions.set(groupIds, { each, flows });
      return flows;
    };
    return [
      ...observation.groups.flatMap(({ groupId }) => ofGroup(groupId)),
      ...observation.interfaces.flatMap((item) => ofInterface(item.groupIds)),
    ];
  };
}

describe("law 4: every state on the way lies between before and after", () => {
  it("for every group and every interface, by rule and by packet", () => {
    let states = 0;
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const { plan } = proposal(stack, observation, { removeRedundant: true });
        const readings = reader();
        const before = readings(observation);
        const after = readings(simulateAll(observation, plan.steps));
        const between = before.map((from, at) => {
          const to = after[at];
          if (to === undefined) throw new Error("A state lost a group.");
          return { least: intersectFlows(from, to), most: unionFlows(from, to) };
        });
        let state = observation;
        for (const step of plan.steps) {
          state = simulate(state, step);
          states += 1;
          const now = readings(state);
          expect(now).toHaveLength(between.length);
          between.forEach(({ least, most }, at) => {
            const here = now[at] ?? NO_FLOWS;
            // What is as it was before lies between: most of a state is.
            if (here === before[at]) return;
            expect(isSubsetOfFlows(least, here)).toBe(true);
            expect(isSubsetOfFlows(here, most)).toBe(true);
          });
        }
      }),
      RUNS,
    );
    expect(states).toBeGreaterThan(RUNS.numRuns);
  });
});

describe("law 5: no plan put up for approval removes the last SSH source unasked", () => {
  it("somebody can open SSH after it, or nobody could before, or there is no plan", () => {
    let refused = 0;
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, (stack, observation) => {
        const diff = diffStack(stack, observation);
        const plan = planMatch(stack, diff, observation, options({ acceptNoSshSource: false }));
        const isOpen = (state: Observation) => {
          const door = doorOf(stack);
          const index = indexObservation(state);
          return groupsOfTier(stack.bindings, door?.tier.name ?? "").some((groupId) => {
            const { surely } = groupFlows(groupId, "ingress", index);
            const onSsh = [...surely.ipv4, ...surely.ipv6, ...surely.groups].filter(({ services }) => {
              const everywhere = { ...surely, ipv4: [{ from: 0n, to: 0n, services }], ipv6: [], groups: [] };
              const wanted = [{ from: 0n, to: 0n, services: door?.services ?? [] }];
              return !isEmptyFlows(intersectFlows(everywhere, { ipv4: wanted, ipv6: [], groups: [] }));
            });
            return onSsh.length > 0;
          });
        };
        if (!plan.ok) {
          refused += 1;
          expect(plan.problem.kind).toBe("last-source");
          expect(isOpen(observation)).toBe(true);
          return;
        }
        const after = simulateAll(observation, plan.value.plan.steps);
        expect(isOpen(after) || !isOpen(observation)).toBe(true);
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(RUNS.numRuns / 100);
  });
});

describe("law 4, where the quota leaves no room", () => {
  const tight = (rulesPerGroup: number) => ({ rulesPerGroup, groupsPerInterface: 5 });

  it("nothing is planned unless the gap is accepted, and then the limit is kept at every step", () => {
    let gaps = 0;
    fc.assert(
      fc.property(
        arbitraryStack,
        arbitraryObservation,
        fc.integer({ min: 3, max: 7 }),
        (stack, observation, limit) => {
          const diff = diffStack(stack, observation);
          const plan = (acceptQuotaGap: boolean) =>
            planMatch(stack, diff, observation, options({ acceptQuotaGap, limits: tight(limit) }));
          const [kept, gapped] = [plan(false), plan(true)];
          if (!kept.ok) gaps += 1;
          for (const each of [kept, gapped]) {
            if (!each.ok) continue;
            let state = observation;
            for (const step of each.value.plan.steps) {
              state = simulate(state, step);
              if (step.action !== "authorize") continue;
              const rules = state.groups.find(({ groupId }) => groupId === step.groupId)?.rules ?? [];
              for (const family of ["ipv4", "ipv6"]) {
                const keys = new Set(
                  rules.flatMap((rule) =>
                    rule.peer.kind === "group" || rule.peer.kind === family
                      ? [JSON.stringify([rule.protocol, rule.fromPort, rule.toPort, rule.peer])]
                      : [],
                  ),
                );
                if (step.rule.peer.kind === family) expect(keys.size).toBeLessThanOrEqual(limit);
              }
            }
          }
          if (kept.ok) expect(gapped.ok).toBe(true);
        },
      ),
      RUNS,
    );
    expect(gaps).toBeGreaterThan(RUNS.numRuns / 100);
  });
});
