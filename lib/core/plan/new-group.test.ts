/** A group that is yet to come: called by its name until EC2 gives it an id, and by that id from then on. */
import { describe, expect, it } from "vitest";
import { ruleOf } from "../testing/estate.ts";
import { emptyPlan } from "./empty-plan.ts";
import { bindPlan, bindStep, freshGroup, groupWords, newGroupId, newGroupName } from "./new-group.ts";
import type { Plan, PlanStep, RuleSpecification } from "./plan.ts";

const NEW = newGroupId("shop web/1");
const OTHER = newGroupId("shop-db");
const IDS = new Map([[NEW, "sg-1"]]);

const naming = (groupId: string): RuleSpecification => {
  const { ruleId: _, tags: __, ...rule } = ruleOf("tcp 22 sg-x");
  return { ...rule, peer: { kind: "group", groupId, ownerId: "111122223333" } };
};
const network: RuleSpecification = { ...naming(""), peer: { kind: "ipv4", cidr: "10.0.0.0/8" } };

describe("the name of a new group", () => {
  it("is kept in what it is called, which looks like no id and like no network", () => {
    expect(NEW).toBe("new:shop%20web%2F1");
    expect(newGroupName(NEW)).toBe("shop web/1");
    expect(newGroupName("sg-1")).toBeNull();
    expect(newGroupName("sg-new:x")).toBeNull();
    expect([groupWords(NEW), groupWords("sg-1")]).toEqual(["the new group shop web/1", "sg-1"]);
  });
});

describe("a group as EC2 makes it", () => {
  const step = {
    action: "create-group",
    groupId: NEW,
    vpcId: "vpc-1",
    name: "web",
    description: "for tests",
    tags: { a: "b" },
  } as const;
  const vpc = (ipv6Cidrs: readonly string[]) => ({
    vpcId: "vpc-1",
    ownerId: "1",
    isDefault: false,
    ipv4Cidrs: [],
    ipv6Cidrs,
    tags: {},
  });
  const out = (peer: RuleSpecification["peer"]) => ({
    ruleId: null,
    direction: "egress",
    protocol: "-1",
    fromPort: null,
    toPort: null,
    peer,
    description: null,
    tags: {},
  });
  const IPV4 = out({ kind: "ipv4", cidr: "0.0.0.0/0" });

  it("lets nothing in and everything out, over IPv6 where the VPC has it", () => {
    expect(freshGroup(step, "1", vpc([]))).toStrictEqual({
      groupId: NEW,
      name: "web",
      description: "for tests",
      ownerId: "1",
      vpcId: "vpc-1",
      associatedVpcIds: [],
      tags: { a: "b" },
      rules: [IPV4],
      rulesKnown: true,
    });
    expect(freshGroup(step, "1", undefined).rules).toStrictEqual([IPV4]);
    expect(freshGroup(step, "1", vpc(["2001:db8::/56"])).rules).toStrictEqual([
      IPV4,
      out({ kind: "ipv6", cidr: "::/0" }),
    ]);
  });
});

describe("once its id is known", () => {
  it.each<[PlanStep, PlanStep]>([
    [
      { action: "authorize", groupId: NEW, rule: naming(OTHER), tags: {} },
      { action: "authorize", groupId: "sg-1", rule: naming(OTHER), tags: {} },
    ],
    [
      { action: "revoke", groupId: OTHER, rule: naming(NEW), ruleId: null },
      { action: "revoke", groupId: OTHER, rule: naming("sg-1"), ruleId: null },
    ],
    [
      { action: "describe", groupId: NEW, rule: network, ruleId: null, description: "x", tags: {} },
      { action: "describe", groupId: "sg-1", rule: network, ruleId: null, description: "x", tags: {} },
    ],
    [
      { action: "modify", groupId: NEW, ruleId: "sgr-1", before: naming(NEW), after: naming(OTHER) },
      { action: "modify", groupId: "sg-1", ruleId: "sgr-1", before: naming("sg-1"), after: naming(OTHER) },
    ],
    [
      { action: "modify", groupId: OTHER, ruleId: "sgr-1", before: network, after: naming(NEW) },
      { action: "modify", groupId: OTHER, ruleId: "sgr-1", before: network, after: naming("sg-1") },
    ],
    [
      { action: "set-interface-groups", interfaceId: "eni-1", before: ["sg-9", NEW], after: [NEW, OTHER] },
      {
        action: "set-interface-groups",
        interfaceId: "eni-1",
        before: ["sg-9", "sg-1"],
        after: ["sg-1", OTHER],
      },
    ],
    [
      { action: "delete-group", groupId: NEW, name: "web" },
      { action: "delete-group", groupId: "sg-1", name: "web" },
    ],
    [
      { action: "create-group", groupId: NEW, vpcId: "vpc-1", name: "web", description: "", tags: {} },
      { action: "create-group", groupId: "sg-1", vpcId: "vpc-1", name: "web", description: "", tags: {} },
    ],
  ])("%j becomes %j", (step, bound) => expect(bindStep(step, IDS)).toStrictEqual(bound));

  it("the whole plan speaks of it by its id, and of the others as before", () => {
    const planOf = (groupId: string): Plan => {
      const none = emptyPlan("1", "eu-central-1");
      const rule = { ...naming(groupId), ruleId: null, tags: {} };
      return {
        ...none,
        steps: [{ action: "delete-group", groupId, name: "web" }],
        pinned: {
          ...none.pinned,
          rules: [
            { groupId, rule: { ...rule, ...naming(OTHER) } },
            { groupId: OTHER, rule },
          ],
          referencedGroupIds: ["sg-9", groupId],
        },
        gained: [
          { groupId, direction: "ingress", peer: "10.0.0.0/8", service: "tcp/22" },
          { groupId: OTHER, direction: "ingress", peer: groupId, service: "tcp/22" },
        ],
        lost: [{ groupId: OTHER, direction: "egress", peer: groupId, service: "tcp/23" }],
      };
    };
    expect(bindPlan(planOf(NEW), IDS)).toStrictEqual(planOf("sg-1"));
    const plan = planOf(NEW);
    expect(bindPlan(plan, new Map())).toBe(plan);
  });
});
