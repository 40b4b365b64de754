/** What people read whose approval no longer counts: every kind of line, word for word. */
import { describe, expect, it } from "vitest";
import { ruleOf } from "../testing/estate.ts";
import { emptyPlan } from "./empty-plan.ts";
import type { FlowLine, Plan, PlanStep } from "./plan.ts";
import { planDiff } from "./plan-diff.ts";

const held = ruleOf("tcp 22 10.0.0.0/8");
const { ruleId: _, tags: __, ...rule } = held;
const NONE = emptyPlan("111122223333", "eu-central-1");
const pinned = (more: Partial<Plan["pinned"]>): Plan => ({ ...NONE, pinned: { ...NONE.pinned, ...more } });
const steps = (...given: readonly PlanStep[]): Plan => ({ ...NONE, steps: given });
const flow: FlowLine = { groupId: "sg-1", direction: "ingress", peer: "10.0.0.0/8", service: "tcp/22" };
const added: PlanStep = { action: "authorize", groupId: "sg-1", rule, tags: {} };

const lines = (was: Plan, is: Plan) => planDiff(was, is).map(({ sign, text }) => `${sign} ${text}`);

describe("two plans of one request", () => {
  it("that are pinned alike do not differ, whatever the rules they rest on are described as", () => {
    expect(planDiff(NONE, { ...NONE })).toEqual([]);
    const other = pinned({ rules: [{ groupId: "sg-1", rule: { ...held, description: "office" } }] });
    expect(planDiff(pinned({ rules: [{ groupId: "sg-1", rule: held }] }), other)).toEqual([]);
  });

  it.each<[Plan, readonly string[]]>([
    [{ ...NONE, region: "us-east-1" }, ["+ Account 111122223333, us-east-1"]],
    [{ ...NONE, accountId: "999999999999" }, ["+ Account 999999999999, eu-central-1"]],
    [steps(added), ["+ Step 1: Allow tcp/22 from 10.0.0.0/8 in sg-1."]],
    [
      steps({ ...added, rule: { ...rule, description: "office" }, tags: { a: "b", c: "d" } }),
      ["+ Step 1: Allow tcp/22 from 10.0.0.0/8 in sg-1. (“office”, a=b, c=d)"],
    ],
    [
      steps({ ...added, rule: { ...rule, description: "" } }),
      ["+ Step 1: Allow tcp/22 from 10.0.0.0/8 in sg-1. (“”)"],
    ],
    [steps({ ...added, tags: { a: "b" } }), ["+ Step 1: Allow tcp/22 from 10.0.0.0/8 in sg-1. (a=b)"]],
    [
      steps(
        { action: "delete-group", groupId: "sg-1", name: "web" },
        { action: "delete-group", groupId: "sg-2", name: "app" },
      ),
      ["+ Step 1: Delete the group web (sg-1).", "+ Step 2: Delete the group app (sg-2)."],
    ],
    [{ ...NONE, gained: [flow] }, ["+ Opens tcp/22 from 10.0.0.0/8 in sg-1"]],
    [{ ...NONE, lost: [{ ...flow, direction: "egress" }] }, ["+ Closes tcp/22 to 10.0.0.0/8 in sg-1"]],
    [pinned({ rules: [{ groupId: "sg-1", rule: held }] }), ["+ Rests on tcp/22 from 10.0.0.0/8 in sg-1"]],
    [pinned({ prefixLists: [{ prefixListId: "pl-1", version: 3 }] }), ["+ Rests on pl-1, version 3"]],
    [pinned({ referencedGroupIds: ["sg-9"] }), ["+ Rests on the group sg-9"]],
    [
      pinned({ interfaces: [{ interfaceId: "eni-1", groupIds: ["sg-1", "sg-2"] }] }),
      ["+ Rests on eni-1 carrying sg-1, sg-2"],
    ],
    [pinned({ pattern: { name: "shop", version: 2 } }), ["+ Rests on the pattern shop, version 2"]],
  ])("%j: %j", (plan, words) => {
    expect(lines(NONE, plan).filter((line) => line.startsWith("+"))).toEqual(words);
    // What is new one way is gone the other way.
    expect(lines(plan, NONE).filter((line) => line.startsWith("-"))).toEqual(
      words.map((line) => line.replace("+", "-")),
    );
  });

  it("tell what is gone before what is new, and nothing that stays", () =>
    expect(lines({ ...steps(added), gained: [flow] }, { ...steps(added), lost: [flow] })).toEqual([
      "- Opens tcp/22 from 10.0.0.0/8 in sg-1",
      "+ Closes tcp/22 from 10.0.0.0/8 in sg-1",
    ]));

  it("do not tell of steps that only moved, but of another order of those that stay", () => {
    const drop = (groupId: string): PlanStep => ({ action: "delete-group", groupId, name: groupId });
    const two = steps(drop("sg-1"), drop("sg-2"));
    expect(lines(two, steps(drop("sg-0"), drop("sg-1"), drop("sg-2")))).toEqual([
      "+ Step 1: Delete the group sg-0 (sg-0).",
    ]);
    expect(lines(two, steps(drop("sg-2"), drop("sg-1")))).toEqual([
      "+ The steps that stay come in another order.",
    ]);
  });

  it("may differ in what no line shows, and that is said", () => {
    const remove = (ruleId: string): Plan => steps({ action: "revoke", groupId: "sg-1", rule, ruleId });
    expect(lines(remove("sgr-1"), remove("sgr-2"))).toEqual([
      "+ The same in other words: ids or descriptions of what it touches changed.",
    ]);
  });
});
