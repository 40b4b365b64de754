/** Laws 2, 4 and 5 where the quota is so small that rules must go early, or be rewritten in place. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { arbitraryStack } from "../testing/arbitrary-estate.ts";
import { arbitraryCrowded } from "../testing/crowded-estate.ts";
import { lawCases, lawTimeout } from "../testing/law-cases.ts";
import { brokenOnTheWay } from "../testing/law-four.ts";
import { removesLastSource } from "./last-source.ts";
import type { PlanStep } from "./plan.ts";
import { type MatchOptions, planMatch } from "./plan-match.ts";
import { planRule } from "./plan-rule.ts";
import { simulate, simulateAll } from "./simulate.ts";
import { addedRule } from "./step-rules.ts";
import { stillHolds } from "./still-holds.ts";

const RUNS = { numRuns: lawCases() };
vi.setConfig({ testTimeout: lawTimeout() });

const options = (rulesPerGroup: number, more: Partial<MatchOptions> = {}): MatchOptions => ({
  removeRedundant: true,
  acceptNoSshSource: true,
  acceptQuotaGap: false,
  limits: { rulesPerGroup, groupsPerInterface: 5 },
  ...more,
});

/** What EC2 would count, rule by rule; the pool's one list counts five. */
function countsOf(state: Observation, groupId: string): Readonly<Record<"ipv4" | "ipv6", number>> {
  const counts = { ipv4: 0, ipv6: 0 };
  for (const { peer, direction } of state.groups.find((group) => group.groupId === groupId)?.rules ?? []) {
    if (direction !== "ingress") continue;
    if (peer.kind === "ipv4" || peer.kind === "group") counts.ipv4 += 1;
    if (peer.kind === "ipv6" || peer.kind === "group") counts.ipv6 += 1;
    if (peer.kind === "prefix-list") counts.ipv4 += 5;
  }
  return counts;
}

function expectWithinQuota(observation: Observation, steps: readonly PlanStep[], limit: number): void {
  let state = observation;
  for (const step of steps) {
    state = simulate(state, step);
    const come = addedRule(step);
    if (come === null || !("groupId" in step)) continue;
    const counts = countsOf(state, step.groupId);
    if (come.peer.kind !== "ipv6") expect(counts.ipv4).toBeLessThanOrEqual(limit);
    if (come.peer.kind === "ipv6" || come.peer.kind === "group")
      expect(counts.ipv6).toBeLessThanOrEqual(limit);
  }
}

const rulesOf = (state: Observation): readonly string[] =>
  state.groups.flatMap(({ groupId, rules }) => rules.map((rule) => `${groupId} ${ruleKey(rule)}`)).sort();

describe("with little room", () => {
  it("a plan keeps the limit at every step, cuts nobody off, and leads to where it would with room", () => {
    const seen = { modify: 0, early: 0, gap: 0 };
    fc.assert(
      fc.property(arbitraryStack, arbitraryCrowded, (stack, { observation, limit }) => {
        const diff = diffStack(stack, observation);
        const planned = planMatch(stack, diff, observation, options(limit));
        if (!planned.ok) {
          expect(planned.problem.kind).toBe("quota");
          seen.gap += 1;
          return;
        }
        const { steps } = planned.value.plan;
        expectWithinQuota(observation, steps, limit);
        expect(brokenOnTheWay(observation, steps)).toBeNull();
        const roomy = planMatch(stack, diff, observation, options(1_000));
        if (!roomy.ok) throw new Error(roomy.problem.sentence);
        const isAttaching = roomy.value.plan.steps.some(({ action }) => action === "set-interface-groups");
        if (!isAttaching) {
          expect(rulesOf(simulateAll(observation, steps))).toEqual(
            rulesOf(simulateAll(observation, roomy.value.plan.steps)),
          );
        }
        const { name, version } = stack.pattern;
        expect(stillHolds(planned.value.plan, observation, { name, version })).toEqual({
          ok: true,
          value: null,
        });
        const firstRemoval = steps.findIndex(({ action }) => action === "revoke");
        if (firstRemoval >= 0 && steps.slice(firstRemoval).some(({ action }) => action === "authorize"))
          seen.early += 1;
        if (steps.some(({ action }) => action === "modify")) seen.modify += 1;
      }),
      RUNS,
    );
    if (RUNS.numRuns >= 1_000) {
      expect(seen.modify).toBeGreaterThan(20);
      expect(seen.early).toBeGreaterThan(20);
      expect(seen.gap).toBeGreaterThan(20);
    }
  });

  it("an accepted gap keeps the limit too, and leads to the same", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryCrowded, (stack, { observation, limit }) => {
        const diff = diffStack(stack, observation);
        const planned = planMatch(stack, diff, observation, options(limit, { acceptQuotaGap: true }));
        if (!planned.ok) return;
        const { steps } = planned.value.plan;
        expectWithinQuota(observation, steps, limit);
        const left = new Set(planned.value.leftOut.map(({ findingId }) => findingId));
        const rest = diffStack(stack, simulateAll(observation, steps)).findings.filter(
          ({ id, kind }) =>
            !left.has(id) && !["redundant", "stale-reference", "listed-interface"].includes(kind),
        );
        expect(rest.map(({ id }) => id)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("one rule removed or narrowed cuts off no other, keeps the last source unless asked, and keeps the limit", () => {
    let narrowed = 0;
    fc.assert(
      fc.property(arbitraryStack, arbitraryCrowded, (stack, { observation, limit }) => {
        const diff = diffStack(stack, observation);
        const before = indexObservation(observation);
        for (const finding of diff.findings) {
          if (finding.kind !== "too-wide" && finding.kind !== "extra") continue;
          const { groupId, ruleKey: key } = finding;
          const change = finding.kind === "too-wide" ? "narrow" : "remove";
          const choice = options(limit, { acceptNoSshSource: false });
          const planned = planRule(stack, diff, observation, { groupId, ruleKey: key, change }, choice);
          if (!planned.ok) continue;
          const { steps } = planned.value.plan;
          if (change === "narrow") narrowed += 1;
          expectWithinQuota(observation, steps, limit);
          expect(brokenOnTheWay(observation, steps)).toBeNull();
          const after = indexObservation(simulateAll(observation, steps));
          expect(removesLastSource(stack, before, after)).toBe(false);
        }
      }),
      { numRuns: Math.ceil(RUNS.numRuns / 4) },
    );
    if (RUNS.numRuns >= 1_000) expect(narrowed).toBeGreaterThan(20);
  });
});
