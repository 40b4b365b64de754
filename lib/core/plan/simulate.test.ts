import { describe, expect, it } from "vitest";
import type { ObservedRule } from "../group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "../testing/estate.ts";
import type { PlanStep } from "./plan.ts";
import { simulate, simulateAll } from "./simulate.ts";

const HOST = { ...ruleOf("tcp 22 10.0.0.1/32"), ruleId: "sgr-1", description: "laptop", tags: { a: "b" } };
const NET = { ...ruleOf("tcp 22 10.0.0.0/8"), ruleId: "sgr-2" };
const before = observationOf({
  groups: [groupOf("sg-1", [HOST, NET]), groupOf("sg-2", [HOST])],
  interfaces: [interfaceOf("eni-1", ["sg-1"], []), interfaceOf("eni-2", ["sg-1"], [])],
});
const specified = ({ ruleId: _, tags: __, ...rule }: ObservedRule) => rule;
const rulesAfter = (step: PlanStep) => {
  const after = simulate(before, step);
  expect(after.groups[1]).toBe(before.groups[1]);
  expect(after.interfaces).toBe(before.interfaces);
  return after.groups[0]?.rules;
};

describe("what EC2 would say after a step", () => {
  it("that adds a rule, once", () => {
    const rule = specified(ruleOf("tcp 443 10.0.0.0/8"));
    const step: PlanStep = { action: "authorize", groupId: "sg-1", rule, tags: { c: "d" } };
    expect(rulesAfter(step)).toStrictEqual([HOST, NET, { ...rule, ruleId: null, tags: { c: "d" } }]);
    expect(rulesAfter({ ...step, rule: specified(NET) })).toStrictEqual([HOST, NET]);
  });

  it("that takes a rule away, whatever its description", () =>
    expect(
      rulesAfter({
        action: "revoke",
        groupId: "sg-1",
        rule: { ...specified(HOST), description: "other" },
        ruleId: null,
      }),
    ).toStrictEqual([NET]));

  it("that makes a group, open to wherever its own VPC has addresses", () => {
    const [vpc] = before.vpcs;
    if (vpc === undefined) throw new Error("There is a VPC.");
    const vpcs = [{ ...vpc, vpcId: "vpc-6", ipv6Cidrs: ["2001:db8::/56"] }, vpc];
    const step = { action: "create-group", groupId: "new:a", name: "a", description: "", tags: {} } as const;
    const opens = (vpcId: string) =>
      simulate({ ...before, vpcs }, { ...step, vpcId })
        .groups.at(-1)
        ?.rules.map(({ peer }) => peer);
    expect(opens("vpc-1")).toEqual([{ kind: "ipv4", cidr: "0.0.0.0/0" }]);
    expect(opens("vpc-6")).toEqual([
      { kind: "ipv4", cidr: "0.0.0.0/0" },
      { kind: "ipv6", cidr: "::/0" },
    ]);
  });

  it("that describes a rule", () =>
    expect(
      rulesAfter({
        action: "describe",
        groupId: "sg-1",
        rule: specified(HOST),
        ruleId: null,
        description: "until noon",
        tags: { e: "f" },
      }),
    ).toStrictEqual([{ ...HOST, description: "until noon", tags: { e: "f" } }, NET]));

  it("that turns a rule into another, which keeps its id and tags", () => {
    const after = { ...specified(HOST), fromPort: 23, toPort: 23 };
    const step: PlanStep = {
      action: "modify",
      groupId: "sg-1",
      ruleId: "sgr-1",
      before: specified(HOST),
      after,
    };
    expect(rulesAfter(step)).toStrictEqual([{ ...HOST, fromPort: 23, toPort: 23 }, NET]);
    expect(rulesAfter({ ...step, ruleId: "sgr-2" })).toStrictEqual([HOST, NET]);
    expect(rulesAfter({ ...step, before: specified(NET) })).toStrictEqual([HOST, NET]);
  });

  it("that gives one interface other groups", () => {
    const after = simulate(before, {
      action: "set-interface-groups",
      interfaceId: "eni-2",
      before: ["sg-1"],
      after: ["sg-2"],
    });
    expect(after.interfaces.map(({ groupIds }) => groupIds)).toStrictEqual([["sg-1"], ["sg-2"]]);
    expect(after.groups).toBe(before.groups);
  });

  it("that makes a group, once, and deletes it", () => {
    const make: PlanStep = {
      action: "create-group",
      groupId: "sg-3",
      name: "new",
      description: "for tests",
      vpcId: "vpc-1",
      tags: { g: "h" },
    };
    const made = simulate(before, make);
    expect(made.groups.slice(0, 2)).toStrictEqual(before.groups);
    expect(made.groups[2]).toMatchObject({
      groupId: "sg-3",
      name: "new",
      description: "for tests",
      vpcId: "vpc-1",
      ownerId: before.accountId,
      tags: { g: "h" },
      rulesKnown: true,
      rules: [{ direction: "egress", protocol: "-1", peer: { kind: "ipv4", cidr: "0.0.0.0/0" } }],
    });
    expect(simulate(made, make)).toBe(made);
    const gone = simulateAll(made, [{ action: "delete-group", groupId: "sg-3", name: "new" }]);
    expect(gone.groups).toStrictEqual(before.groups);
  });
});
