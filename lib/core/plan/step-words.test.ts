import { describe, expect, it } from "vitest";
import { ruleOf } from "../testing/estate.ts";
import type { PlanStep } from "./plan.ts";
import { modifyStep } from "./rule-steps.ts";
import { addedRule, directionOfStep, isRuleStep, removedRule, rulesOfStep } from "./step-rules.ts";
import { ruleWords, stepWords } from "./step-words.ts";

const rule = (text: string, direction: "ingress" | "egress" = "ingress") => {
  const { ruleId: _, tags: __, ...rest } = ruleOf(text, direction);
  return rest;
};
const [ONE, TWO] = [rule("tcp 22 10.0.0.0/8"), rule("tcp 22 11.0.0.0/8", "egress")];

const STEPS: readonly (readonly [PlanStep, string])[] = [
  [{ action: "authorize", groupId: "sg-1", rule: ONE, tags: {} }, "Allow tcp/22 from 10.0.0.0/8 in sg-1."],
  [{ action: "revoke", groupId: "sg-1", rule: TWO, ruleId: null }, "Remove tcp/22 to 11.0.0.0/8 from sg-1."],
  [
    { action: "modify", groupId: "sg-1", ruleId: "sgr-1", before: ONE, after: TWO },
    "Turn tcp/22 from 10.0.0.0/8 into tcp/22 to 11.0.0.0/8 in sg-1, in place.",
  ],
  [
    { action: "describe", groupId: "sg-1", rule: ONE, ruleId: null, description: "until noon", tags: {} },
    'Describe tcp/22 from 10.0.0.0/8 in sg-1 as "until noon".',
  ],
  [
    { action: "create-group", groupId: "sg-1", name: "shop-web", description: "", vpcId: "vpc-1", tags: {} },
    "Create the group shop-web in vpc-1.",
  ],
  [{ action: "delete-group", groupId: "sg-1", name: "shop-web" }, "Delete the group shop-web (sg-1)."],
  [
    {
      action: "set-interface-groups",
      interfaceId: "eni-1",
      before: ["sg-1"],
      after: ["sg-1", "sg-2", "sg-3"],
    },
    "Attach sg-2, sg-3 to eni-1.",
  ],
  [
    {
      action: "set-interface-groups",
      interfaceId: "eni-1",
      before: ["sg-1", "sg-2", "sg-3"],
      after: ["sg-1"],
    },
    "Detach sg-2, sg-3 from eni-1.",
  ],
  [
    { action: "set-interface-groups", interfaceId: "eni-1", before: ["sg-1"], after: ["sg-2"] },
    "Attach sg-2 to and detach sg-1 from eni-1.",
  ],
];

describe("a step in words", () => {
  it.each(STEPS)("%j: %s", (step, words) => expect(stepWords(step)).toBe(words));

  it("names a group that is yet to come by its name", () => {
    expect(ruleWords(rule("-1 * ::/0", "egress"))).toBe("all to ::/0");
  });
});

describe("the rules of a step", () => {
  it("are what it adds, what it takes, and what it is about", () => {
    expect(
      STEPS.map(([step]) => [step.action, addedRule(step), removedRule(step), rulesOfStep(step)]).slice(0, 7),
    ).toStrictEqual([
      ["authorize", ONE, null, [ONE]],
      ["revoke", null, TWO, [TWO]],
      ["modify", TWO, ONE, [ONE, TWO]],
      ["describe", null, null, [ONE]],
      ["create-group", null, null, []],
      ["delete-group", null, null, []],
      ["set-interface-groups", null, null, []],
    ]);
  });

  it("are on one side of their group", () => {
    const sides = STEPS.flatMap(([step]) => (isRuleStep(step) ? [directionOfStep(step)] : []));
    expect(sides).toStrictEqual(["ingress", "egress", "egress", "ingress"]);
  });
});

describe("one step for a rule that goes and one that comes", () => {
  const come = { action: "authorize", groupId: "sg-1", rule: rule("tcp 22 11.0.0.0/8"), tags: {} } as const;
  const gone = { action: "revoke", groupId: "sg-1", rule: ONE, ruleId: "sgr-1" } as const;

  it("is there where EC2 can turn one into the other", () =>
    expect(modifyStep(gone, come)).toStrictEqual({
      action: "modify",
      groupId: "sg-1",
      ruleId: "sgr-1",
      before: ONE,
      after: come.rule,
    }));

  it.each([
    ["without an id", { ...gone, ruleId: null }, come],
    ["in another group", gone, { ...come, groupId: "sg-2" }],
    [
      "that is a grant's",
      { ...gone, rule: { ...ONE, description: "sallyport grant 12 until 2026-11-22T18:00Z" } },
      come,
    ],
    ["of the other direction", gone, { ...come, rule: TWO }],
    ["of another kind of peer", gone, { ...come, rule: rule("tcp 22 ::/0") }],
  ])("is not there for a rule %s", (_, from, to) => expect(modifyStep(from, to)).toBeNull());
});
