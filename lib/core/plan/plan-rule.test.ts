import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import type { ObservedGroup } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "../testing/estate.ts";
import { planRule, type RuleChange } from "./plan-rule.ts";
import { DEFAULT_LIMITS } from "./quota.ts";

const stack = stackOf({ openSources: [sourceOf("203.0.113.7/32")] });
const DOOR = "ingress tcp 22:22 203.0.113.7/32";

const ask = (change: Partial<RuleChange>, acceptNoSshSource = false, app: Partial<ObservedGroup> = {}) => {
  const observation = observationOf({
    groups: [
      groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
      groupOf("sg-app", ["tcp 8000-9000 sg-web", "tcp 25 10.0.0.0/8"], app),
      groupOf("sg-db", ["tcp 3306 sg-app"]),
      groupOf("sg-ssh", ["tcp 22 203.0.113.7/32"]),
    ],
    interfaces: [interfaceOf("eni-1", ["sg-app", "sg-ssh"], ["10.0.0.1/32"])],
  });
  const planned = planRule(
    stack,
    diffStack(stack, observation),
    observation,
    { groupId: "sg-app", ruleKey: "ingress tcp 25:25 10.0.0.0/8", change: "remove", ...change },
    { removeRedundant: false, acceptNoSshSource, acceptQuotaGap: false, limits: DEFAULT_LIMITS },
  );
  return planned.ok
    ? { actions: planned.value.plan.steps.map(({ action }) => action), last: planned.value.removesLastSource }
    : planned.problem;
};

it("one rule is removed for the pattern as it is, and nothing is left out", () => {
  const observation = observationOf({ groups: [groupOf("sg-app", ["tcp 25 10.0.0.0/8"])] });
  const options = { removeRedundant: false, acceptNoSshSource: false, acceptQuotaGap: false };
  const change = { groupId: "sg-app", ruleKey: "ingress tcp 25:25 10.0.0.0/8", change: "remove" } as const;
  const planned = planRule(stack, diffStack(stack, observation), observation, change, {
    ...options,
    limits: DEFAULT_LIMITS,
  });
  if (!planned.ok) throw new Error(planned.problem.sentence);
  expect(planned.value.plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  expect(planned.value.leftOut).toEqual([]);
});

describe("one rule", () => {
  it("is removed", () => expect(ask({})).toEqual({ actions: ["revoke"], last: false }));

  it("is narrowed to what was meant of it", () =>
    expect(ask({ ruleKey: "ingress tcp 8000:9000 sg-web", change: "narrow" })).toEqual({
      actions: ["authorize", "revoke"],
      last: false,
    }));

  it("is not narrowed where it is not too wide", () => {
    const sentence = "This rule is not too wide: there is nothing to narrow it to.";
    expect(ask({ change: "narrow" })).toEqual({ kind: "unreadable", sentence });
    expect(ask({ groupId: "sg-web", ruleKey: "ingress tcp 8000:9000 sg-web", change: "narrow" })).toEqual({
      kind: "unreadable",
      sentence,
    });
  });

  it("is not removed where it is gone, or its group is not to be touched", () => {
    expect(ask({ ruleKey: "ingress tcp 26:26 10.0.0.0/8" })).toEqual({
      kind: "unreadable",
      sentence: "This rule is not there any more.",
    });
    expect(ask({}, false, { tags: { Terraform: "true" } })).toEqual({
      kind: "unreadable",
      sentence: "sg-app is managed by Terraform, which would undo the change.",
    });
  });

  it("that is the last SSH source goes only where that is meant", () => {
    expect(ask({ groupId: "sg-ssh", ruleKey: DOOR })).toEqual({
      kind: "last-source",
      sentence:
        "After this nobody could open SSH to shop. Open a source first, or say in the request that this is meant.",
    });
    expect(ask({ groupId: "sg-ssh", ruleKey: DOOR }, true)).toEqual({ actions: ["revoke"], last: true });
  });
});
