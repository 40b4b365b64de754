/** The way back leads back, touches nothing else, and says what is different about two plans. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { diffStack } from "../diff/diff-stack.ts";
import { ruleKey } from "../group/canonical-rule.ts";
import type { Observation } from "../group/observation.ts";
import { arbitraryObservation, arbitraryStack } from "../testing/arbitrary-estate.ts";
import type { Stack } from "../tier/pattern.ts";
import type { Plan } from "./plan.ts";
import { planDiff } from "./plan-diff.ts";
import { planMatch } from "./plan-match.ts";
import { planRollBack } from "./plan-roll-back.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";
import { textDiff } from "./text-diff.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const planned = (stack: Stack, observation: Observation) => {
  const options = {
    removeRedundant: true,
    acceptNoSshSource: true,
    acceptQuotaGap: false,
    limits: DEFAULT_LIMITS,
  };
  const plan = planMatch(stack, diffStack(stack, observation), observation, options);
  if (!plan.ok) throw new Error(plan.problem.sentence);
  return plan.value.plan;
};

/** Which rules each group has, and which groups each interface carries: order and descriptions apart. */
const meaning = ({ groups, interfaces }: Observation) => ({
  rules: groups.map(({ groupId, rules }) => [groupId, [...new Set(rules.map(ruleKey))].toSorted()]),
  carried: interfaces.map(({ interfaceId, groupIds }) => [interfaceId, groupIds.toSorted()]),
});

describe("rolling back", () => {
  it("what was just applied gives what was before; a part of it, what that part changed; and a second way is empty", () => {
    let steps = 0;
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, fc.nat(20), (stack, before, upTo) => {
        const done = planned(stack, before).steps.slice(0, upTo);
        const after = simulateAll(before, done);
        const back = planRollBack(stack, done, after, { acceptNoSshSource: true });
        if (!back.ok) {
          expect(meaning(after)).toEqual(meaning(before));
          return;
        }
        steps += back.value.plan.steps.length;
        const again = simulateAll(after, back.value.plan.steps);
        if (back.value.leftOut.length === 0) expect(meaning(again)).toEqual(meaning(before));
        const { name, version } = stack.pattern;
        expect(stillHolds(back.value.plan, after, { name, version }).ok).toBe(true);
        expect(planRollBack(stack, done, again, { acceptNoSshSource: true }).ok).toBe(false);
      }),
      { numRuns: lawCases(100) },
    );
    expect(steps).toBeGreaterThan(20);
  });
});

describe("a difference", () => {
  it("of plans is empty exactly where their pins are the same, and reads the other way round backwards", () => {
    fc.assert(
      fc.property(arbitraryStack, arbitraryObservation, arbitraryObservation, (stack, one, other) => {
        const [was, is] = [planned(stack, one), planned(stack, other)];
        expect(planDiff(was, was)).toEqual([]);
        // That steps come in another order is one sentence, the same both ways.
        const told = (from: Plan, to: Plan) =>
          planDiff(from, to).filter(({ text }) => text !== "The steps that stay come in another order.");
        const forth = told(was, is).map(({ sign, text }) => `${sign}${text}`);
        const back = told(is, was).map(({ sign, text }) => `${sign === "+" ? "-" : "+"}${text}`);
        if (!forth.some((line) => line.startsWith("+The same")))
          expect(forth.toSorted()).toEqual(back.toSorted());
      }),
      { numRuns: lawCases(40) },
    );
  });

  it("of texts leads from the one to the other", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (was, is) => {
        const lines = textDiff(was, is);
        const count = (lists: readonly string[], line: string) =>
          lists.filter((each) => each === line).length;
        for (const line of ["a", "b", "c", ""]) {
          const [gone, come] = ["-", "+"].map((sign) =>
            count(
              lines.flatMap((each) => (each.sign === sign ? [each.text] : [])),
              line,
            ),
          );
          expect(count(was.split("\n"), line) - (gone ?? 0) + (come ?? 0)).toBe(count(is.split("\n"), line));
        }
        expect(lines.length === 0).toBe(was === is);
      }),
      { numRuns: lawCases() },
    );
  });
});
