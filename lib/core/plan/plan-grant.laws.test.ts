/** Laws 2, 4 and 5 about grants and their ends, in groups with more or less room. */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { arbitraryStack } from "../testing/arbitrary-estate.ts";
import { arbitraryCrowded } from "../testing/crowded-estate.ts";
import { ruleOf } from "../testing/estate.ts";
import { lawCases } from "../testing/law-cases.ts";
import { brokenOnTheWay } from "../testing/law-four.ts";
import { bitsOfRule } from "../testing/naive-packets.ts";
import { removesLastSource } from "./last-source.ts";
import { planGrant, planGrantEnd } from "./plan-grant.ts";
import { quotaGaps } from "./quota.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const RUNS = { numRuns: lawCases() };
vi.setConfig({ testTimeout: 120_000 });

const shapeOf = (text: string) => {
  const { direction, protocol, fromPort, toPort, peer } = ruleOf(text);
  return { direction, protocol, fromPort, toPort, peer };
};
const arbitraryShape = fc
  .constantFrom("203.0.113.7/32", "203.0.113.8/32", "198.51.100.0/25", "10.0.1.1/32")
  .map((cidr) => shapeOf(`tcp 22 ${cidr}`));

const doorBits = (state: Observation): bigint =>
  (state.groups.find(({ groupId }) => groupId === "sg-ssh")?.rules ?? []).reduce(
    (all, rule) => all | bitsOfRule(rule, state, "byRule"),
    0n,
  );
const rulesOf = (state: Observation) =>
  state.groups.flatMap(({ groupId, rules }) => rules.map((rule) => `${groupId} ${ruleKey(rule)}`)).sort();

it("a grant opens its source and nothing else, within the limit, and its end leaves what was there", () => {
  const seen = { opened: 0, open: 0, full: 0, last: 0 };
  fc.assert(
    fc.property(arbitraryStack, arbitraryCrowded, arbitraryShape, (stack, { observation, limit }, shape) => {
      const limits = { rulesPerGroup: limit, groupsPerInterface: 5 };
      const { name, version } = stack.pattern;
      const grant = {
        stack,
        observation,
        groupId: "sg-ssh",
        shape,
        holders: [{ number: 1, endsAt: new Date(Date.UTC(2026, 10, 22, 18)) }] as const,
        passing: [],
        limits,
      };
      const opening = planGrant(grant, "open");
      if (!opening.ok) {
        expect(opening.problem.kind).toBe("quota");
        seen.full += 1;
        return;
      }
      const { plan, alreadyOpenBy } = opening.value;
      const index = indexObservation(observation);
      expect(quotaGaps(plan.steps, limits, index)).toEqual([]);
      expect(brokenOnTheWay(observation, plan.steps)).toBeNull();
      expect(stillHolds(plan, observation, { name, version })).toEqual({ ok: true, value: null });
      const opened = simulateAll(observation, plan.steps);
      const asked = bitsOfRule(
        { ...shape, ruleId: null, description: null, tags: {} },
        observation,
        "byRule",
      );
      expect(doorBits(opened)).toBe(doorBits(observation) | asked);
      if (alreadyOpenBy === null) seen.opened += 1;
      else seen.open += 1;
      expect(opening.value.removesLastSource).toBe(false);

      const ending = planGrantEnd({
        stack,
        observation: opened,
        groupId: "sg-ssh",
        shape,
        remaining: [],
        standing: false,
        alreadyOpenBy,
      });
      if (!ending.ok) throw new Error(ending.problem.sentence);
      expect(brokenOnTheWay(opened, ending.value.plan.steps)).toBeNull();
      const ended = simulateAll(opened, ending.value.plan.steps);
      expect(rulesOf(ended)).toEqual(rulesOf(observation));
      // Never refused, always said: nobody can open SSH now.
      const isLast = removesLastSource(stack, indexObservation(opened), indexObservation(ended));
      expect(ending.value.removesLastSource).toBe(isLast);
      if (isLast) seen.last += 1;
    }),
    RUNS,
  );
  if (RUNS.numRuns >= 1_000) for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});
