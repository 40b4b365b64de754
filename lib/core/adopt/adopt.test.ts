import { describe, expect, test } from "vitest";
import type { Observation, ObservedGroup, ObservedInterface } from "#lib/core/group/observation.ts";
import { groupOf, interfaceOf, observationOf, UNREAD, VPC } from "#lib/core/testing/estate.ts";
import { adopt } from "./adopt.ts";

/** `sg-0000000a` and so on: ids that EC2 could give. */
const ID = {
  lb: "sg-00000001",
  web: "sg-00000002",
  app: "sg-00000003",
  db: "sg-00000004",
  door: "sg-00000005",
  bastion: "sg-00000006",
  other: "sg-00000007",
  twin: "sg-00000008",
} as const;

const named = (groupId: string, name: string, rules: readonly string[], more: Partial<ObservedGroup> = {}) =>
  groupOf(groupId, rules, { name, ...more });

const WEB = named(ID.web, "shop-web", ["tcp 443 0.0.0.0/0"]);
const APP = named(ID.app, "shop-app", [`tcp 8080 ${ID.web}`]);
const DB = named(ID.db, "shop-db", [`tcp 3306 ${ID.app}`]);

const machine = (name: string, groupIds: readonly string[], host: number): ObservedInterface =>
  interfaceOf(`eni-${name}`, groupIds, [`10.0.9.${host}/32`]);

const made = (name: string, groupId: string, more: Partial<ObservedInterface>): ObservedInterface =>
  interfaceOf(`eni-${name}`, [groupId], [], {
    instanceId: null,
    deviceIndex: null,
    requesterManaged: true,
    ...more,
  });

const estate = (
  groups: readonly ObservedGroup[],
  interfaces: readonly ObservedInterface[] = [],
): Observation => {
  const vpc = {
    vpcId: VPC,
    ownerId: "",
    isDefault: false,
    ipv4Cidrs: ["10.0.0.0/16"],
    ipv6Cidrs: [],
    tags: {},
  };
  return observationOf({ groups, interfaces, vpcs: [vpc] });
};

const only = (observation: Observation) => {
  const { stacks } = adopt(observation);
  const [proposal] = stacks;
  if (proposal === undefined || stacks.length !== 1) throw new Error(`${stacks.length} stacks are proposed.`);
  return proposal;
};

const duties = (observation: Observation): Record<string, string> =>
  Object.fromEntries(
    only(observation).tiers.flatMap(({ duty, bindings }) => bindings.map(({ groupId }) => [groupId, duty])),
  );

const flowsOf = (observation: Observation, tier: string): string[] => {
  const ingress = only(observation).stack.pattern.tiers.find(({ name }) => name === tier)?.ingress;
  if (ingress?.mode !== "list") throw new Error(`${tier} has no list.`);
  return ingress.flows.map(({ peer, services }) => {
    const who =
      "tier" in peer ? peer.tier : "cidr" in peer ? peer.cidr : "groupId" in peer ? peer.groupId : peer.kind;
    return `${who} ${services.map(({ fromPort }) => fromPort ?? "all").join("+")}`;
  });
};

describe("tiers", () => {
  test("web, app and db by who lets in whom, named as people named them", () => {
    const observation = estate([WEB, APP, DB]);
    const { stack } = only(observation);
    expect(stack.name).toBe("shop");
    expect(stack.pattern.tiers.map(({ name }) => name)).toEqual(["web", "app", "db"]);
    expect(flowsOf(observation, "web")).toEqual(["anyone 443"]);
    expect(flowsOf(observation, "app")).toEqual(["web 8080"]);
    expect(flowsOf(observation, "db")).toEqual(["app 3306"]);
  });

  test("names that say nothing change names, not tiers", () => {
    const observation = estate(
      [WEB, APP, DB].map((group, at) => ({ ...group, name: `launch-wizard-${at}` })),
    );
    const { stack, tiers } = only(observation);
    expect(stack.name).toBe("adopted");
    expect(tiers.map(({ tier }) => tier)).toEqual(["web", "app", "db"]);
  });

  test("a load balancer is the front of the web behind it", () => {
    const balancer = named(ID.lb, "shop-entry", ["tcp 443 0.0.0.0/0"]);
    const behind = named(ID.web, "shop-web", [`tcp 80 ${ID.lb}`]);
    const elb = made("lb", ID.lb, {
      requesterId: "amazon-elb",
      description: "ELB app/shop/0123456789abcdef",
    });
    expect(duties(estate([balancer, behind, APP, DB], [elb]))).toMatchObject({
      [ID.lb]: "balancer",
      [ID.web]: "inner",
    });
  });

  test("RDS is a database on any port, by whom its interface was asked for", () => {
    const odd = named(ID.db, "shop-things", [`tcp 6033 ${ID.app}`]);
    const rds = made("db", ID.db, { requesterId: "amazon-rds", description: "RDSNetworkInterface" });
    expect(duties(estate([WEB, APP, odd]))).toMatchObject({ [ID.db]: "inner" });
    expect(duties(estate([WEB, APP, odd], [rds]))).toMatchObject({ [ID.db]: "database" });
  });

  test("two groups that do the same play one tier, and both are let in as one", () => {
    const twin = named(ID.twin, "shop-web-2", ["tcp 443 0.0.0.0/0"]);
    const app = named(ID.app, "shop-app", [`tcp 8080 ${ID.web}`, `tcp 8080 ${ID.twin}`]);
    const observation = estate([WEB, twin, app, DB]);
    expect(only(observation).tiers.map(({ bindings }) => bindings.length)).toEqual([2, 1, 1]);
    expect(flowsOf(observation, "app")).toEqual(["web 8080"]);
  });
});

describe("people", () => {
  const door = named(ID.door, "ssh-admin", ["tcp 22 198.51.100.0/24"]);
  const carried = [machine("web", [ID.web, ID.door], 1), machine("app", [ID.app, ID.door], 2)];

  test("what machines carry beside their tier to take SSH is the door; its networks stand open", () => {
    const observation = estate([WEB, APP, DB, door], carried);
    const { stack } = only(observation);
    expect(duties(observation)).toMatchObject({ [ID.door]: "door" });
    expect(stack.openSources.map(({ peer }) => peer)).toEqual([{ kind: "cidr", cidr: "198.51.100.0/24" }]);
    expect(flowsOf(observation, "ssh-admin")).toEqual(["granted-sources 22"]);
    expect(stack.pattern.membership).toEqual({ oneOf: ["web", "app", "db"], all: ["ssh-admin"] });
  });

  test("a machine without the door is called odd, and the rule stays", () => {
    const more = [3, 4, 5].map((host) => machine(`web${host}`, [ID.web, ID.door], host));
    const bare = machine("bare", [ID.app], 9);
    const { oddMembers, stack } = only(estate([WEB, APP, DB, door], [...carried, ...more, bare]));
    expect(stack.pattern.membership.all).toEqual(["ssh-admin"]);
    expect(oddMembers.map(({ interfaceId }) => interfaceId)).toEqual(["eni-bare"]);
  });

  test("a bastion takes people, and the tiers take SSH from it", () => {
    const bastion = named(ID.bastion, "launch-wizard-1", ["tcp 22 198.51.100.0/24"]);
    const app = named(ID.app, "shop-app", [`tcp 8080 ${ID.web}`, `tcp 22 ${ID.bastion}`]);
    const observation = estate([WEB, app, DB, bastion]);
    expect(duties(observation)).toMatchObject({ [ID.bastion]: "bastion" });
    expect(flowsOf(observation, "bastion")).toEqual(["granted-sources 22"]);
    expect(flowsOf(observation, "app")).toEqual(["web 8080", "bastion 22"]);
  });

  test("an Instance Connect Endpoint lets people through and takes nobody itself", () => {
    const endpoint = named(ID.bastion, "x", []);
    const app = named(ID.app, "shop-app", [`tcp 8080 ${ID.web}`, `tcp 22 ${ID.bastion}`]);
    const itself = made("eice", ID.bastion, { interfaceType: "ec2_instance_connect_endpoint" });
    const observation = estate([WEB, app, DB, endpoint], [itself]);
    expect(duties(observation)).toMatchObject({ [ID.bastion]: "connect-endpoint" });
    expect(flowsOf(observation, "app")).toContain("connect-endpoint 22");
  });

  test("SSH from the whole Internet is never part of a pattern", () => {
    const web = named(ID.web, "shop-web", ["tcp 443 0.0.0.0/0", "tcp 22 0.0.0.0/0"]);
    const { calledOut } = only(estate([web, APP, DB]));
    expect(calledOut).toEqual([
      expect.objectContaining({ tier: "web", ruleKey: "ingress tcp 22:22 0.0.0.0/0" }),
    ]);
  });
});

describe("several applications", () => {
  const second = [
    named("sg-0000000a", "blog-web", ["tcp 443 0.0.0.0/0"]),
    named("sg-0000000b", "blog-app", ["tcp 8080 sg-0000000a"]),
  ];

  test("a stray rule between two named applications joins nothing, and is called out", () => {
    const db = named("sg-0000000c", "blog-db", ["tcp 3306 sg-0000000b", `tcp 3306 ${ID.app}`]);
    const { stacks } = adopt(estate([WEB, APP, DB, ...second, db]));
    expect(stacks.map(({ stack }) => stack.name).sort()).toEqual(["blog", "shop"]);
    expect(stacks.flatMap(({ calledOut }) => calledOut.map(({ ruleKey }) => ruleKey))).toEqual([
      `ingress tcp 3306:3306 ${ID.app}`,
    ]);
  });

  test("a database that two use and one has is shared by both, and named with both", () => {
    const db = named(ID.db, "shop-db", [`tcp 3306 ${ID.app}`, "tcp 3306 sg-0000000b"]);
    const { stacks, shared } = adopt(estate([WEB, APP, db, ...second]));
    expect(stacks.length).toBe(2);
    expect(shared).toEqual([{ groupId: ID.db, stacks: ["blog", "shop"] }]);
    expect(stacks.flatMap(({ calledOut }) => calledOut)).toEqual([]);
  });

  test("two that mean the same share a pattern", () => {
    const blog = [...second, named("sg-0000000c", "blog-db", ["tcp 3306 sg-0000000b"])];
    const { stacks } = adopt(estate([WEB, APP, DB, ...blog]));
    expect(stacks.map(({ stack }) => stack.pattern.name)).toEqual(["web-app-db", "web-app-db"]);
  });
});

describe("what is left out, and what is not known", () => {
  test("default groups and what a controller manages, each with its reason", () => {
    const { leftOut } = adopt(
      estate([
        WEB,
        APP,
        DB,
        named("sg-0000000d", "default", ["-1 * sg-0000000d"]),
        named("sg-0000000e", "k8s-elb-0", ["tcp 443 0.0.0.0/0"], {
          tags: { "elbv2.k8s.aws/cluster": "kube" },
        }),
        named("sg-0000000f", "old", ["tcp 22 198.51.100.9/32"]),
      ]),
    );
    expect(leftOut.map(({ groupId, code }) => [groupId, code])).toEqual([
      ["sg-0000000d", "default-group"],
      ["sg-0000000e", "controller"],
      ["sg-0000000f", "unused"],
    ]);
    for (const { reason } of leftOut) expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  test("no tiers is an answer with a reason", () => {
    const lone = named(ID.other, "launch-wizard-1", ["tcp 22 0.0.0.0/0", "-1 * 10.0.0.0/16"]);
    expect(adopt(estate([lone, { ...lone, groupId: ID.twin }])).noTiers).toMatch(/^No tiers here\./);
    expect(adopt(estate([])).noTiers).toBe("There are no groups here.");
    expect(adopt(estate([WEB, APP])).noTiers).toBeNull();
  });

  test("rules that were not read make less sure, and are named", () => {
    const sure = only(estate([WEB, APP, DB]));
    const hidden = { ...WEB, rules: [], rulesKnown: false };
    const less = only(estate([hidden, APP, DB]));
    expect(less.confidence).toBeLessThan(sure.confidence);
    expect(less.unknowns.join(" ")).toContain(ID.web);
    expect(adopt(estate([hidden, APP, DB])).unknowns.join(" ")).toContain(ID.web);
  });

  test("groups that were not listed make less sure", () => {
    const whole = estate([WEB, APP, DB]);
    const part: Observation = { ...whole, parts: { ...whole.parts, groups: UNREAD } };
    expect(only(part).confidence).toBeLessThan(only(whole).confidence);
    expect(adopt(part).unknowns).toEqual(["Not all of the groups were read."]);
  });
});
