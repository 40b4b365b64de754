/** What changed outside is put back as far as it led away from the model, and no further. */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { diffStack } from "../diff/diff-stack.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation, ObservedGroup } from "../group/observation.ts";
import { ruleChanges } from "../group/rule-changes.ts";
import { parseFlows } from "../net/flow-line.ts";
import { isSubsetOfFlows } from "../net/flow-set.ts";
import { arbitraryObservation, arbitraryStack } from "../testing/arbitrary-estate.ts";
import { bindingOf, groupOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import type { Stack } from "../tier/pattern.ts";
import { planMatch } from "./plan-match.ts";
import { type DriftedRule, planPutBack } from "./plan-put-back.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulateAll } from "./simulate.ts";

vi.setConfig({ testTimeout: lawTimeout() });

/** Every rule of the stack's groups that is other than before. */
const driftOf = (before: Observation, after: Observation): DriftedRule[] =>
  after.groups.flatMap((now) => {
    const was = before.groups.find(({ groupId }) => groupId === now.groupId);
    if (was === undefined) return [];
    return ruleChanges(was, now).flatMap(({ change, ruleKey: key }) => {
      const rule = (change === "gone" ? was : now).rules.find((each) => ruleKey(each) === key);
      if (rule === undefined) throw new Error(`${key} is in neither.`);
      const { ruleId: _, tags: __, ...specification } = rule;
      return [{ groupId: now.groupId, change, rule: specification }];
    });
  });

const sides = (stack: Stack, observation: Observation) =>
  diffStack(stack, observation).tiers.flatMap(({ ingress, egress }) => [ingress, egress]);

const flows = (lines: Parameters<typeof parseFlows>[0]) => {
  const read = parseFlows(lines);
  if (!read.ok) throw new Error("The diff printed what does not parse.");
  return read.value;
};

const inLine = (stack: Stack, observation: Observation): boolean =>
  sides(stack, observation).every(({ missing, excess }) => missing.length + excess.length === 0);

it("never leads further from the model, and leads back to it where it was in line", () => {
  let steps = 0;
  fc.assert(
    fc.property(arbitraryStack, arbitraryObservation, arbitraryObservation, (stack, first, other) => {
      const options = {
        removeRedundant: false,
        acceptNoSshSource: true,
        acceptQuotaGap: true,
        limits: DEFAULT_LIMITS,
      };
      const match = planMatch(stack, diffStack(stack, first), first, options);
      const before = match.ok ? simulateAll(first, match.value.plan.steps) : first;
      const rulesOf = (group: ObservedGroup) =>
        other.groups.find(({ groupId }) => groupId === group.groupId)?.rules ?? group.rules;
      const after = {
        ...before,
        groups: before.groups.map((group) => ({ ...group, rules: rulesOf(group) })),
      };
      const plan = planPutBack(stack, driftOf(before, after), after);
      if (!plan.ok) return;
      steps += plan.value.plan.steps.length;
      const then = simulateAll(after, plan.value.plan.steps);
      const [drifted, back] = [sides(stack, after), sides(stack, then)];
      back.forEach((side, at) => {
        expect(isSubsetOfFlows(flows(side.excess), flows(drifted[at]?.excess ?? []))).toBe(true);
        expect(isSubsetOfFlows(flows(side.missing), flows(drifted[at]?.missing ?? []))).toBe(true);
      });
      if (
        inLine(stack, before) &&
        plan.value.leftOut.every(
          ({ because }) => !/cannot be told|grants nothing|not the stack/.test(because),
        )
      )
        expect(inLine(stack, then)).toBe(true);
    }),
    { numRuns: lawCases(50) },
  );
  expect(steps).toBeGreaterThan(20);
});

const stack = stackOf({ bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-app")] });
const world = (web: readonly string[], more: Partial<ObservedGroup> = {}) =>
  observationOf({ groups: [groupOf("sg-web", web, more), groupOf("sg-app", [])] });
const drifted = (
  change: DriftedRule["change"],
  text: string,
  description: string | null = null,
): DriftedRule => {
  const { ruleId: _, tags: __, ...rule } = ruleOf(text);
  return { groupId: "sg-web", change, rule: { ...rule, description } };
};
const put = (now: Observation, ...rows: DriftedRule[]) => {
  const plan = planPutBack(stack, rows, now);
  if (!plan.ok) throw new Error(plan.problem.sentence);
  return {
    steps: plan.value.plan.steps.map((step) =>
      "rule" in step ? `${step.action} ${ruleKey(step.rule)}` : step.action,
    ),
    left: plan.value.leftOut.map(({ because }) => because),
  };
};

it("judges each rule by the model, not by who may have meant it", () => {
  const all = ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"];
  expect(put(world([...all, "tcp 22 192.0.2.1/32"]), drifted("appeared", "tcp 22 192.0.2.1/32"))).toEqual({
    steps: ["revoke ingress tcp 22:22 192.0.2.1/32"],
    left: [],
  });
  expect(put(world(["tcp 80 0.0.0.0/0"]), drifted("gone", "tcp 443 0.0.0.0/0")).steps).toEqual([
    "authorize ingress tcp 443:443 0.0.0.0/0",
  ]);
  // Somebody took away what was never meant, and added what was missing: both stay.
  expect(
    put(world(all), drifted("gone", "tcp 22 192.0.2.1/32"), drifted("appeared", "tcp 443 0.0.0.0/0")),
  ).toMatchObject({
    steps: [],
    left: [expect.stringContaining("does not ask"), expect.stringContaining("asks for it")],
  });
});

it("a description does not protect a rule that came, and a grant's rule that went is asked for again", () => {
  const words = "sallyport grant 7 until 2030-01-01T00:00Z";
  const rule = drifted("appeared", "tcp 22 192.0.2.1/32", words);
  const now = observationOf({
    groups: [
      groupOf("sg-web", [{ ...ruleOf("tcp 22 192.0.2.1/32"), description: words }]),
      groupOf("sg-app", []),
    ],
  });
  expect(put(now, rule).steps).toEqual(["revoke ingress tcp 22:22 192.0.2.1/32"]);
  expect(put(world([]), drifted("gone", "tcp 443 0.0.0.0/0", words))).toMatchObject({
    steps: [],
    left: [expect.stringContaining("must be asked for")],
  });
});

it("leaves groups alone that another account or a controller looks after", () => {
  const rule = drifted("appeared", "tcp 22 192.0.2.1/32");
  for (const more of [{ ownerId: "999988887777" }, { tags: { "aws:cloudformation:stack-name": "x" } }]) {
    const answer = put(world(["tcp 22 192.0.2.1/32"], more), rule);
    expect(answer.steps).toEqual([]);
    expect(answer.left[0]).toMatch(/belongs to account|is managed by/);
  }
});
