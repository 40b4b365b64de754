/** What voids a plan about the groups, lists and interfaces it touches or names, word for word. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedGroup, ObservedRule } from "../group/observation.ts";
import { indexObservation } from "../group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, peerOf, ruleOf } from "../testing/estate.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { newGroupId } from "./new-group.ts";
import type { Plan, PlanStep, RuleSpecification } from "./plan.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const PATTERN = { name: "p", version: 1 };
const specified = (rule: ObservedRule | string): RuleSpecification => {
  const { ruleId: _, tags: __, ...rest } = typeof rule === "string" ? ruleOf(rule) : rule;
  return rest;
};
const add = (groupId: string, rule: ObservedRule | string): PlanStep => ({
  action: "authorize",
  groupId,
  rule: specified(rule),
  tags: {},
});
const remove = (groupId: string, rule: ObservedRule | string): PlanStep => ({
  action: "revoke",
  groupId,
  rule: specified(rule),
  ruleId: null,
});
const carry = (before: readonly string[], after: readonly string[]): PlanStep => ({
  action: "set-interface-groups",
  interfaceId: "eni-1",
  before,
  after,
});

const list = (version: number) => ({
  prefixListId: "pl-1",
  name: "vpn",
  family: "ipv4" as const,
  ownerId: "111122223333",
  version,
  maxEntries: 5,
  entries: ["10.0.0.0/24"],
});

const seen = (
  rules: readonly (string | ObservedRule)[],
  more: Partial<Omit<Observation, "parts">> = {},
  group: Partial<ObservedGroup> = {},
) =>
  observationOf({
    groups: [groupOf("sg-a", rules, group), groupOf("sg-b", []), groupOf("sg-c", [])],
    interfaces: [interfaceOf("eni-1", ["sg-a", "sg-b"], ["10.0.0.1/32"])],
    prefixLists: [list(3)],
    ...more,
  });

const planOf = (steps: readonly PlanStep[], before: Observation): Plan =>
  assemblePlan(steps, PATTERN, indexObservation(before));

interface Done {
  readonly done?: readonly number[];
  readonly unsettled?: readonly number[];
}

const told = (plan: Plan, now: Observation, { done = [], unsettled = [] }: Done = {}) => {
  const holds = stillHolds(plan, now, PATTERN, { done: new Set(done), unsettled: new Set(unsettled) });
  return holds.ok ? [] : holds.problem;
};

const HOST = "tcp 22 10.0.0.1/32";
const NET = "tcp 22 10.0.0.0/8";

describe("groups", () => {
  const without = (...groupIds: readonly string[]) => {
    const now = seen(["tcp 22 sg-b"]);
    return { ...now, groups: now.groups.filter(({ groupId }) => !groupIds.includes(groupId)) };
  };
  const plan = planOf([remove("sg-a", "tcp 22 sg-b")], seen(["tcp 22 sg-b"]));

  it("that the plan touches must be there and readable", () => {
    expect(told(plan, without("sg-a"))).toEqual([
      "The group sg-a does not exist any more.",
      "tcp/22 from sg-b is no longer in sg-a.",
    ]);
    expect(told(plan, seen(["tcp 22 sg-b"], {}, { rulesKnown: false }))).toEqual([
      "The rules of sg-a could not be read.",
    ]);
  });

  it("that rules name must be there, where one can tell", () => {
    expect(told(plan, without("sg-b"))).toEqual(["The group sg-b, which a rule names, is gone."]);
    expect(told(plan, without("sg-c"))).toEqual([]);
    const unread = { ...without("sg-b"), parts: observationOf({}, ["groups"]).parts };
    expect(told(plan, unread)).toEqual([]);
  });

  it("of other accounts may be out of sight", () => {
    const peer = (ownerId: string) => ({
      ...ruleOf("tcp 22 sg-far"),
      peer: { ...peerOf("sg-far"), ownerId },
    });
    const foreign = planOf([remove("sg-a", peer("999999999999"))], seen([peer("999999999999")]));
    expect(foreign.pinned.referencedGroupIds).toEqual(["sg-far"]);
    expect(told(foreign, seen([peer("999999999999")]))).toEqual([]);
    const both = ["tcp 22 sg-b", peer("999999999999")];
    const beside = planOf(
      both.map((rule) => remove("sg-a", rule)),
      seen(both),
    );
    expect(beside.pinned.referencedGroupIds).toEqual(["sg-b", "sg-far"]);
    expect(told(beside, seen(both))).toEqual([]);
    const named: Plan = { ...plan, pinned: { ...plan.pinned, referencedGroupIds: ["sg-far"] } };
    expect(told(named, seen(["tcp 22 sg-b"]))).toEqual(["The group sg-far, which a rule names, is gone."]);
  });
});

describe("groups that are deleted", () => {
  const gone: PlanStep = { action: "delete-group", groupId: "sg-c", name: "c" };
  const before = seen([NET], { groups: [groupOf("sg-a", []), groupOf("sg-c", [HOST, "tcp 1 sg-a"])] });
  const plan = planOf([gone], before);
  const now = (rules: readonly string[], more: Partial<Omit<Observation, "parts">> = {}) => ({
    ...before,
    groups: [groupOf("sg-a", []), groupOf("sg-c", rules)],
    ...more,
  });

  it("go with the rules they had, and may be there or not while nobody can tell", () => {
    expect(told(plan, before)).toEqual([]);
    expect(told(plan, now([HOST]))).toEqual(["tcp/1 from sg-a is no longer in sg-c."]);
    expect(told(plan, now([HOST, "tcp 1 sg-a", "tcp 9 ::/0"]))).toEqual([
      "tcp/9 from ::/0 is in sg-c now; it was not when this was planned.",
    ]);
    const after = simulateAll(before, [gone]);
    expect(told(plan, after, { done: [0] })).toEqual([]);
    expect(told(plan, after, { unsettled: [0] })).toEqual([]);
    expect(told(plan, before, { unsettled: [0] })).toEqual([]);
    expect(told(plan, after)).toEqual([
      "The group sg-c does not exist any more.",
      "tcp/1 from sg-a is no longer in sg-c.",
      "tcp/22 from 10.0.0.1/32 is no longer in sg-c.",
    ]);
    expect(told(plan, before, { done: [0] })).toEqual([
      "tcp/1 from sg-a is in sg-c now; it was not when this was planned.",
      "tcp/22 from 10.0.0.1/32 is in sg-c now; it was not when this was planned.",
    ]);
  });

  it("are needed by whoever carries or names them now", () => {
    const carried = {
      ...before,
      interfaces: [interfaceOf("eni-7", ["sg-c"], []), interfaceOf("eni-8", ["sg-a"], [])],
    };
    expect(told(plan, carried)).toEqual(["eni-7 carries sg-c now; it did not when this was planned."]);
    const named = {
      ...before,
      groups: [
        ...before.groups,
        groupOf("sg-x", ["tcp 1 sg-c", "tcp 2 sg-c"]),
        groupOf("sg-y", ["tcp 1 sg-c"]),
      ],
    };
    expect(told(plan, named)).toEqual([
      "A rule of sg-x names sg-c now; none did when this was planned.",
      "A rule of sg-y names sg-c now; none did when this was planned.",
    ]);
    const first = planOf([remove("sg-x", "tcp 1 sg-c"), gone], {
      ...before,
      groups: [...before.groups, groupOf("sg-x", ["tcp 1 sg-c"])],
    });
    expect(told(first, { ...before, groups: [...before.groups, groupOf("sg-x", ["tcp 1 sg-c"])] })).toEqual(
      [],
    );
  });
});

describe("groups that are made", () => {
  const make: PlanStep = {
    action: "create-group",
    groupId: newGroupId("Shop"),
    name: "Shop",
    description: "",
    vpcId: "vpc-1",
    tags: {},
  };
  const plan = planOf([make, add(newGroupId("Shop"), HOST)], seen([]));
  const beside = (name: string, vpcId = "vpc-1") =>
    seen([], { groups: [groupOf("sg-new", [], { name, vpcId })] });

  it("are not expected before, and their names must be free in the VPC, whatever their case", () => {
    expect(told(plan, seen([]))).toEqual([]);
    expect(told(plan, beside("shop"))).toEqual(["vpc-1 has a group named Shop now."]);
    expect(told(plan, beside("shops"))).toEqual([]);
    expect(told(plan, beside("shop", "vpc-2"))).toEqual([]);
    expect(told(plan, beside("Shop"), { done: [0] })).toEqual([]);
    expect(told(plan, beside("Shop"), { unsettled: [0] })).toEqual([]);
  });
});

describe("prefix lists", () => {
  const before = seen(["tcp 22 pl-1"]);
  const plan = planOf([remove("sg-a", "tcp 22 pl-1")], before);

  it("must be readable, in the version that was read", () => {
    expect(told(plan, before)).toEqual([]);
    expect(told(plan, { ...before, prefixLists: [list(4)] })).toEqual([
      "The prefix list pl-1 changed: version 3 then, 4 now.",
    ]);
    expect(told(plan, { ...before, prefixLists: [] })).toEqual([
      "The prefix list pl-1 can no longer be read.",
    ]);
  });
});

describe("interfaces", () => {
  const before = seen([]);
  const plan = planOf([carry(["sg-a", "sg-b"], ["sg-a", "sg-b", "sg-c"])], before);
  const now = (groupIds: readonly string[]) => ({
    ...before,
    interfaces: [interfaceOf("eni-1", groupIds, ["10.0.0.1/32"])],
  });

  it("must carry what they carried, in any order, and once it is done what they were given", () => {
    expect(told(plan, now(["sg-b", "sg-a"]))).toEqual([]);
    expect(told(plan, now(["sg-a"]))).toEqual(["The interface eni-1 carries other groups now: sg-a."]);
    expect(told(plan, now(["sg-a", "sg-c"]))).toEqual([
      "The interface eni-1 carries other groups now: sg-a, sg-c.",
    ]);
    expect(told(plan, now(["sg-a", "sg-b", "sg-c"]))).toEqual([
      "The interface eni-1 carries other groups now: sg-a, sg-b, sg-c.",
    ]);
    expect(told(plan, { ...before, interfaces: [] })).toEqual([
      "The interface eni-1 does not exist any more.",
    ]);
    expect(told(plan, now(["sg-c", "sg-b", "sg-a"]), { done: [0] })).toEqual([]);
    expect(told(plan, now(["sg-a", "sg-b"]), { done: [0] })).toEqual([
      "The interface eni-1 carries other groups now: sg-a, sg-b.",
    ]);
    for (const groupIds of [
      ["sg-a", "sg-b"],
      ["sg-a", "sg-b", "sg-c"],
    ])
      expect(told(plan, now(groupIds), { unsettled: [0] })).toEqual([]);
    expect(told(plan, now(["sg-c"]), { unsettled: [0] })).toEqual([
      "The interface eni-1 carries other groups now: sg-c.",
    ]);
  });

  it("may be given groups more than once", () => {
    const twice = planOf(
      [carry(["sg-a", "sg-b"], ["sg-a", "sg-b", "sg-c"]), carry(["sg-a", "sg-b", "sg-c"], ["sg-c"])],
      before,
    );
    expect(told(twice, now(["sg-a", "sg-b"]))).toEqual([]);
    expect(told(twice, now(["sg-a", "sg-b", "sg-c"]), { done: [0] })).toEqual([]);
    expect(told(twice, now(["sg-c"]), { done: [0], unsettled: [1] })).toEqual([]);
    expect(told(twice, now(["sg-a", "sg-b"]), { done: [0], unsettled: [1] })).toHaveLength(1);
    expect(told(twice, now(["sg-c"]), { done: [0, 1] })).toEqual([]);
    expect(told(twice, now(["sg-c"]), { done: [0] })).toHaveLength(1);
  });
});
