/** Every reason why a new stack is not planned, word for word, and what is said of those that are. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedInterface } from "../group/observation.ts";
import {
  FOUR_TIERS,
  groupOf,
  interfaceOf,
  observationOf,
  sourceOf,
  stackOf,
  tierOf,
} from "../testing/estate.ts";
import { type NewMember, type NewStackInput, planNewStack, tiersToJoin } from "./plan-new-stack.ts";
import { DEFAULT_LIMITS } from "./quota.ts";

const { bindings: _, ...shop } = stackOf({ openSources: [sourceOf("198.51.100.0/24")] });
const seen = (face: Partial<ObservedInterface> = {}): Observation =>
  observationOf({
    groups: [groupOf("sg-default", [], { name: "default" })],
    interfaces: [interfaceOf("eni-1", ["sg-default"], ["10.0.1.1/32"], face)],
  });
const WEB: readonly NewMember[] = [{ interfaceId: "eni-1", tier: "web" }];
const planned = (more: Partial<NewStackInput> = {}) =>
  planNewStack({
    stack: shop,
    observation: seen(),
    members: WEB,
    limits: DEFAULT_LIMITS,
    groupsPerRegion: 5,
    ...more,
  });
const problems = (more: Partial<NewStackInput>) => {
  const answer = planned(more);
  return answer.ok ? [] : answer.problem;
};

const UNREAD =
  "The account could not be read whole, so nobody can tell whether these groups can be made there.";

describe("a new stack is not planned", () => {
  it.each(["groups", "vpcs", "interfaces"] as const)("while %s are not all read", (part) =>
    expect(problems({ observation: { ...seen(), parts: observationOf({}, [part]).parts } })).toEqual([
      UNREAD,
    ]),
  );

  it("where there is no such VPC, or no room for its groups", () => {
    expect(problems({ stack: { ...shop, vpcId: "vpc-9" } })).toEqual(["The VPC vpc-9 was not found."]);
    expect(problems({ groupsPerRegion: 5 })).toEqual([]);
    expect(problems({ groupsPerRegion: 4 })).toEqual([
      "eu-central-1 has 1 groups, and 4 are allowed: there is no room for 4 more.",
    ]);
    const foreign = groupOf("sg-far", [], { ownerId: "999999999999" });
    expect(problems({ observation: { ...seen(), groups: [...seen().groups, foreign] } })).toEqual([]);
  });

  it("where its groups' names are taken in the VPC, or are none", () => {
    const beside = (name: string, vpcId = "vpc-1"): Observation => ({
      ...seen(),
      groups: [groupOf("sg-x", [], { name, vpcId })],
    });
    expect(problems({ observation: beside("SHOP-db") })).toEqual([
      "vpc-1 has a group named shop-db already: sg-x.",
    ]);
    expect(problems({ observation: beside("shop-db", "vpc-2") })).toEqual([]);
    expect(problems({ observation: beside("shop-dbs") })).toEqual([]);
    expect(problems({ stack: { ...shop, name: "sg-shop" } })).toEqual(
      ["web", "app", "db", "ssh-admin"].map(
        (tier) => `The group name sg-shop-${tier} begins like an id, which EC2 does not take.`,
      ),
    );
    const long = { ...shop, name: "s".repeat(250) };
    expect(problems({ stack: long })).toEqual([
      `The group's description has 265 characters; EC2 takes 255.`,
      `The group's description has 265 characters; EC2 takes 255.`,
      `The group's description has 264 characters; EC2 takes 255.`,
      `The group name ${"s".repeat(40)} has 260 characters; EC2 takes 255.`,
      `The group's description has 271 characters; EC2 takes 255.`,
    ]);
  });

  it.each<[string, Partial<ObservedInterface>, string]>([
    ["is in another VPC", { vpcId: "vpc-2" }, "eni-1 is in vpc-2, the stack in vpc-1."],
    [
      "is another account's",
      { ownerId: "999999999999" },
      "eni-1 belongs to account 999999999999; only its owner changes it.",
    ],
    [
      "is a service's",
      { requesterId: "amazon-elb", requesterManaged: true },
      "eni-1 is managed by Elastic Load Balancing, which would undo the change.",
    ],
    ["carries no group", { groupIds: [] }, "eni-1 is not governed by security groups."],
    [
      "is full",
      { groupIds: ["sg-1", "sg-2", "sg-3", "sg-4"] },
      "eni-1 would carry 6 groups, and 5 are allowed.",
    ],
  ])("where an interface %s", (__, face, why) =>
    expect(problems({ observation: seen(face) })).toEqual([why]),
  );

  it("where members are unknown, named twice, or put where nobody is put; all of it is told", () =>
    expect(
      problems({
        members: [
          { interfaceId: "eni-9", tier: "web" },
          ...WEB,
          { interfaceId: "eni-1", tier: "app" },
          { interfaceId: "eni-9", tier: "app" },
        ],
      }),
    ).toEqual(["The interface eni-9 was not found.", "eni-1 is named twice.", "eni-9 is named twice."]));

  it("where a tier comes with others", () =>
    expect(problems({ members: [{ interfaceId: "eni-1", tier: "ssh-admin" }] })).toEqual([
      "ssh-admin is no tier that an instance is put into.",
    ]));

  it("where its rules do not fit", () =>
    expect(problems({ limits: { rulesPerGroup: 1, groupsPerInterface: 5 } })).toEqual([
      "new:shop-web (ingress, IPv4) would have 2 rules on the way, and 1 are allowed. It needs 1 more free rule: remove some first, or raise the quota.",
    ]));
});

describe("a new stack", () => {
  const value = (more: Partial<NewStackInput> = {}) => {
    const answer = planned(more);
    if (!answer.ok) throw new Error(answer.problem.join(" "));
    return answer.value;
  };

  it("has a group for each tier, tagged and described, and is bound to them", () => {
    const { plan, stack } = value({ members: [] });
    expect(plan.steps[0]).toStrictEqual({
      action: "create-group",
      groupId: "new:shop-web",
      vpcId: "vpc-1",
      name: "shop-web",
      description: "sallyport shop: web",
      tags: { "sallyport:stack": "shop", "sallyport:tier": "web" },
    });
    expect(stack.bindings).toStrictEqual(
      ["web", "app", "db", "ssh-admin"].map((tier) => ({
        tier,
        primaryGroupId: `new:shop-${tier}`,
        otherGroupIds: [],
      })),
    );
    expect(plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  });

  it("has room for as many groups on an interface as are allowed", () => {
    const three = seen({ groupIds: ["sg-default", "sg-1", "sg-2"] });
    const { plan, warnings } = value({ observation: three });
    expect(plan.steps.at(-1)).toStrictEqual({
      action: "set-interface-groups",
      interfaceId: "eni-1",
      before: ["sg-default", "sg-1", "sg-2"],
      after: ["sg-default", "sg-1", "sg-2", "new:shop-web", "new:shop-ssh-admin"],
    });
    expect(warnings).toEqual(["i-1 keeps default, sg-1, sg-2, and what that allows."]);
    const bare = value({ observation: seen({ instanceId: null }) });
    expect(bare.warnings).toEqual(["eni-1 keeps default, and what that allows."]);
  });

  it("takes members into its workloads, with what all of them carry, and into a bastion alone", () => {
    const pattern = {
      ...FOUR_TIERS,
      tiers: [...FOUR_TIERS.tiers, tierOf("bastion", [], { role: "bastion" })],
    };
    expect(tiersToJoin(pattern)).toEqual(["web", "app", "db", "bastion"]);
    const joined = (all: readonly string[], tier: string) => {
      const stack = { ...shop, pattern: { ...pattern, membership: { oneOf: ["web", "app", "db"], all } } };
      const members = [{ interfaceId: "eni-1", tier }];
      const { plan } = value({ stack, members, groupsPerRegion: 6 });
      return plan.steps.flatMap((step) => (step.action === "set-interface-groups" ? step.after : []));
    };
    expect(joined(["ssh-admin"], "bastion")).toEqual(["sg-default", "new:shop-bastion"]);
    expect(joined(["ssh-admin"], "app")).toEqual(["sg-default", "new:shop-app", "new:shop-ssh-admin"]);
    expect(joined(["app", "ssh-admin"], "app")).toEqual(["sg-default", "new:shop-app", "new:shop-ssh-admin"]);
  });
});
