import { describe, expect, it } from "vitest";
import { diffStack } from "../diff/diff-stack.ts";
import { groupOf, interfaceOf, observationOf, sourceOf, stackOf, VPC } from "../testing/estate.ts";
import type { Pattern } from "../tier/pattern.ts";
import { effect } from "./effect.ts";
import { bindPlan } from "./new-group.ts";
import { type NewStackInput, planNewStack } from "./plan-new-stack.ts";
import { DEFAULT_LIMITS } from "./quota.ts";
import { simulateAll } from "./simulate.ts";
import { stillHolds } from "./still-holds.ts";

const { bindings: _, ...shop } = stackOf({ openSources: [sourceOf("198.51.100.0/24")] });
const estate = observationOf({
  groups: [groupOf("sg-default", ["-1 * sg-default"], { name: "default" })],
  interfaces: [
    interfaceOf("eni-1", ["sg-default"], ["10.0.1.1/32"]),
    interfaceOf("eni-2", ["sg-default"], ["10.0.2.1/32"]),
  ],
});
const input = (more: Partial<NewStackInput> = {}): NewStackInput => ({
  stack: shop,
  observation: estate,
  members: [
    { interfaceId: "eni-1", tier: "web" },
    { interfaceId: "eni-2", tier: "app" },
  ],
  limits: DEFAULT_LIMITS,
  groupsPerRegion: 2_500,
  ...more,
});
const planned = (more: Partial<NewStackInput> = {}) => {
  const proposal = planNewStack(input(more));
  if (!proposal.ok) throw new Error(proposal.problem.join(" "));
  return proposal.value;
};
const problems = (more: Partial<NewStackInput>) => {
  const proposal = planNewStack(input(more));
  return proposal.ok ? "" : proposal.problem.join("\n");
};

describe("a new stack from a pattern", () => {
  it("makes the groups, then their rules, then attaches; afterwards it is in line", () => {
    const { plan, stack } = planned();
    expect(plan.steps.map(({ action }) => action)).toEqual([
      ...Array(4).fill("create-group"),
      ...Array(5).fill("authorize"),
      ...Array(2).fill("set-interface-groups"),
    ]);
    expect(plan.steps[5]).toMatchObject({ groupId: "new:shop-web", rule: { fromPort: 443 } });
    expect(plan.steps.at(-1)).toMatchObject({ after: ["sg-default", "new:shop-app", "new:shop-ssh-admin"] });
    const after = simulateAll(estate, plan.steps);
    expect(diffStack(stack, after).findings).toEqual([]);
    expect(stillHolds(plan, estate, { name: "three-tier", version: 1 }).ok).toBe(true);
  });

  it("is made in its VPC, whichever others there are", () => {
    const [vpc] = estate.vpcs;
    if (vpc === undefined) throw new Error("There is a VPC.");
    const vpcs = [{ ...vpc, vpcId: "vpc-9" }, vpc];
    expect(planned({ observation: { ...estate, vpcs } }).plan.steps).toEqual(planned().plan.steps);
    expect(problems({ observation: { ...estate, vpcs: vpcs.slice(0, 1) } })).toBe(
      `The VPC ${VPC} was not found.`,
    );
  });

  it("says in plain words what comes into being and who gets in", () => {
    const { plan, warnings } = planned();
    const { sentences } = effect(plan, estate);
    expect(sentences[0]).toBe("The groups shop-web, shop-app, shop-db and shop-ssh-admin are created.");
    expect(sentences[1]).toMatch(
      /EC2 lets every new group open connections to everywhere: new:shop-app, .* and new:shop-web/,
    );
    expect(sentences.join("\n")).toMatch(
      /i-2 \(eni-2\) gets new:shop-app and new:shop-ssh-admin: open to it is tcp\/22/,
    );
    expect(sentences.join("\n")).toMatch(
      /Every IPv4 address can open new tcp\/443 connections to new:shop-web/,
    );
    expect(warnings).toContain("i-1 keeps default, and what that allows.");
  });

  it("closes the egress that EC2 opens, where the pattern manages it, before anybody carries the group", () => {
    const closed = (pattern: Pattern): Pattern => ({
      ...pattern,
      tiers: pattern.tiers.map((tier) =>
        tier.name === "db" ? { ...tier, egress: { mode: "list", flows: [] } } : tier,
      ),
    });
    const ipv6 = observationOf({
      ...estate,
      vpcs: estate.vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs: ["2001:db8::/56"] })),
    });
    const { plan, stack } = planned({ stack: { ...shop, pattern: closed(shop.pattern) }, observation: ipv6 });
    const revokes = plan.steps.filter(({ action }) => action === "revoke");
    expect(revokes).toMatchObject([
      { groupId: "new:shop-db", rule: { direction: "egress", peer: { cidr: "0.0.0.0/0" } } },
      { groupId: "new:shop-db", rule: { direction: "egress", peer: { cidr: "::/0" } } },
    ]);
    const firstAttach = plan.steps.findIndex(({ action }) => action === "set-interface-groups");
    expect(plan.steps.findLastIndex(({ action }) => action === "revoke")).toBeLessThan(firstAttach);
    expect(diffStack(stack, simulateAll(ipv6, plan.steps)).findings).toEqual([]);
  });

  it.each([
    [
      "a name that is taken, whatever its case",
      { observation: withGroup("SHOP-Web") },
      /shop-web already: sg-x/,
    ],
    ["a name that begins like an id", { stack: { ...shop, name: "sg-shop" } }, /begins like an id/],
    [
      "a name that is too long",
      { stack: { ...shop, name: "s".repeat(252) } },
      /256 characters; EC2 takes 255/,
    ],
    ["a name with forbidden characters", { stack: { ...shop, name: "sh\u202eop" } }, /does not take there/],
    ["a Region that is full", { groupsPerRegion: 4 }, /no room for 4 more/],
    ["a VPC that is not there", { stack: { ...shop, vpcId: "vpc-none" } }, /vpc-none was not found/],
    [
      "groups that were not read whole",
      { observation: observationOf({}, ["groups"]) },
      /could not be read whole/,
    ],
    ["an unknown interface", { members: [{ interfaceId: "eni-9", tier: "web" }] }, /eni-9 was not found/],
    [
      "a tier that comes by itself",
      { members: [{ interfaceId: "eni-1", tier: "ssh-admin" }] },
      /no tier that/,
    ],
    ["an interface in two tiers", { members: [...input().members, ...input().members] }, /named twice/],
    ["an interface that is full", { limits: { ...DEFAULT_LIMITS, groupsPerInterface: 2 } }, /would carry 3/],
  ] as const)("refuses %s before anything changes", (_, more, expected) => {
    expect(problems(more)).toMatch(expected);
  });

  it("is void when somebody takes a name meanwhile, and goes on by the ids that EC2 gave", () => {
    const { plan } = planned();
    const pattern = { name: "three-tier", version: 1 };
    const taken = stillHolds(plan, withGroup("shop-DB"), pattern);
    expect(taken.ok ? [] : taken.problem).toEqual([`${VPC} has a group named shop-db now.`]);

    const ids = new Map([["new:shop-web", "sg-1"]]);
    const bound = bindPlan(plan, ids);
    expect(bound.steps[4]).toMatchObject({ action: "authorize", groupId: "sg-1" });
    expect(bound.steps.find((step) => "rule" in step && step.groupId === "new:shop-app")).toMatchObject({
      rule: { peer: { kind: "group", groupId: "sg-1" } },
    });
    const [first] = bound.steps;
    if (first === undefined) throw new Error("There is a first step.");
    const begun = simulateAll(estate, [first]);
    const progress = { done: new Set([0]), unsettled: new Set([1]) };
    expect(stillHolds(bound, begun, pattern, progress)).toEqual({ ok: true, value: null });
    expect(stillHolds(bound, estate, pattern, progress)).toMatchObject({
      problem: ["The group sg-1 does not exist any more."],
    });
  });
});

function withGroup(name: string) {
  return observationOf({ ...estate, groups: [...estate.groups, groupOf("sg-x", [], { name })] });
}
