import { describe, expect, it } from "vitest";
import type { ObservedGroup, ObservedInterface, ObservedRule } from "#lib/core/group/observation.ts";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import { lookAtStep, stepTargets, type TargetNow } from "./step-look.ts";

const ssh: RuleSpecification = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "203.0.113.7/32" },
  description: "sallyport grant 1",
};
const observed = (over: Partial<ObservedRule> = {}): ObservedRule => ({
  ...ssh,
  ruleId: "sgr-1",
  tags: {},
  ...over,
});
const door = (rules: readonly ObservedRule[]): TargetNow => {
  const group: ObservedGroup = {
    groupId: "sg-1",
    name: "door",
    description: "",
    ownerId: "111122223333",
    vpcId: "vpc-1",
    associatedVpcIds: [],
    tags: {},
    rules,
    rulesKnown: true,
  };
  return { kind: "group", group };
};
const gone: TargetNow = { kind: "group", group: null };
const authorize: PlanStep = { action: "authorize", groupId: "sg-1", rule: ssh, tags: { a: "b" } };
const revoke: PlanStep = { action: "revoke", groupId: "sg-1", rule: ssh, ruleId: "sgr-1" };
const describing: PlanStep = {
  action: "describe",
  groupId: "sg-1",
  rule: ssh,
  ruleId: "sgr-1",
  description: "later",
  tags: { "sallyport:until": "later" },
};

describe("a step is done when EC2 shows its effect, whoever brought it about", () => {
  it("adding", () => {
    expect(lookAtStep(authorize, door([]))).toMatchObject({ kind: "call", call: { kind: "authorize" } });
    expect(lookAtStep(authorize, door([observed({ description: "another" })]))).toEqual({ kind: "done" });
    expect(lookAtStep(authorize, door([observed({ toPort: 23 })]))).toMatchObject({ kind: "call" });
  });

  it("removing, by what the rule says and never by its id", () => {
    expect(lookAtStep(revoke, door([observed({ ruleId: "sgr-2" })]))).toEqual({
      kind: "call",
      call: { kind: "revoke", groupId: "sg-1", rule: ssh },
    });
    // The rule with the id has become another one: it is not this step's to remove.
    expect(lookAtStep(revoke, door([observed({ fromPort: 443, toPort: 443 })]))).toEqual({ kind: "done" });
    expect(lookAtStep(revoke, gone)).toEqual({ kind: "done" });
  });

  it("describing, words first and then tags, and no tags where rules have no ids", () => {
    expect(lookAtStep(describing, door([observed()]))).toMatchObject({ call: { kind: "write-description" } });
    const worded = observed({ description: "later" });
    expect(lookAtStep(describing, door([worded]))).toMatchObject({
      call: { kind: "write-tags", ruleId: "sgr-1" },
    });
    expect(lookAtStep(describing, door([{ ...worded, tags: describing.tags }]))).toEqual({ kind: "done" });
    expect(lookAtStep(describing, door([{ ...worded, ruleId: null }]))).toEqual({ kind: "done" });
  });

  it("the groups of an interface, in any order, and never over somebody else's change", () => {
    const step: PlanStep = {
      action: "set-interface-groups",
      interfaceId: "eni-1",
      before: ["sg-1"],
      after: ["sg-1", "sg-2"],
    };
    const carrying = (groupIds: readonly string[]): TargetNow => ({
      kind: "interface",
      interface: { interfaceId: "eni-1", groupIds } as ObservedInterface,
    });
    expect(lookAtStep(step, carrying(["sg-1"]))).toMatchObject({ kind: "call" });
    expect(lookAtStep(step, carrying(["sg-2", "sg-1"]))).toEqual({ kind: "done" });
    expect(lookAtStep(step, carrying(["sg-3"]))).toMatchObject({ kind: "impossible" });
    expect(lookAtStep(step, { kind: "interface", interface: null })).toMatchObject({ kind: "impossible" });
  });

  it("what is to be opened or described in a group that is gone is impossible", () => {
    expect(lookAtStep(authorize, gone)).toMatchObject({ kind: "impossible" });
    expect(lookAtStep(describing, gone)).toMatchObject({ kind: "impossible" });
    expect(lookAtStep(describing, door([]))).toMatchObject({ kind: "impossible" });
  });
});

it("opposite steps on one rule have one target, whatever their words", () => {
  expect(stepTargets(authorize)[0]).toBe(stepTargets(revoke)[0]);
  expect(stepTargets(authorize)[0]).toBe(
    stepTargets({ ...revoke, rule: { ...ssh, protocol: "6", description: null } })[0],
  );
});

describe("a group that a step makes", () => {
  const create: PlanStep = {
    action: "create-group",
    groupId: "new:shop-web",
    vpcId: "vpc-1",
    name: "shop-web",
    description: "sallyport shop: web",
    tags: { "sallyport:stack": "shop", "sallyport:request": "word" },
  };
  const named = (name: string, tags: Readonly<Record<string, string>>): TargetNow => {
    const now = door([]);
    if (now.kind !== "group" || now.group === null) throw new Error("There is a door.");
    return { kind: "vpc", groups: [{ ...now.group, name, tags }] };
  };

  it("is made where its name is free, with the word it is known by", () => {
    expect(lookAtStep(create, named("shop-app", {}))).toEqual({
      kind: "call",
      call: {
        kind: "create-group",
        vpcId: "vpc-1",
        name: "shop-web",
        description: "sallyport shop: web",
        tags: create.tags,
      },
    });
  });

  it("is its own only with that word, whatever the case of the name", () => {
    expect(lookAtStep(create, named("shop-web", { "sallyport:request": "word" }))).toEqual({
      kind: "done",
      made: "sg-1",
    });
    for (const tags of [{}, { "sallyport:stack": "shop" }, { "sallyport:request": "another" }]) {
      expect(lookAtStep(create, named("Shop-WEB", tags))).toMatchObject({ kind: "impossible" });
    }
  });

  it("names its place in its VPC, so that two who make it wait for each other", () => {
    expect(stepTargets(create)).toEqual(["vpc-1/shop-web"]);
  });

  it("is deleted by its id, and gone is done", () => {
    const remove: PlanStep = { action: "delete-group", groupId: "sg-1", name: "door" };
    expect(lookAtStep(remove, door([]))).toEqual({
      kind: "call",
      call: { kind: "delete-group", groupId: "sg-1" },
    });
    expect(lookAtStep(remove, gone)).toEqual({ kind: "done" });
  });
});
