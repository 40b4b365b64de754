import { describe, expect, it } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
  VPC,
} from "#lib/core/testing/estate.ts";
import type { ReachAnswer } from "./answer.ts";
import { canReach } from "./can-reach.ts";
import { followHops } from "./follow-hops.ts";
import type { ReachContext } from "./question.ts";
import { readReachPeer, readReachServices, readReachTarget } from "./read-question.ts";
import { whatCanReach } from "./what-can-reach.ts";
import { whoCanReach } from "./who-can-reach.ts";

const out = (text: string) => ruleOf(text, "egress");
const OUT = out("-1 * 0.0.0.0/0");

const SHOP = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 443 0.0.0.0/0", OUT]),
    groupOf("sg-app", ["tcp 8080 sg-web", OUT]),
    groupOf("sg-db", ["tcp 3306 sg-app", "tcp 5432 10.0.2.0/24"]),
    groupOf("sg-ssh", ["tcp 22 198.51.100.0/25", OUT]),
    groupOf("sg-shut", [out("tcp 443 10.0.0.0/16")]),
    groupOf("sg-spare", ["tcp 80 sg-web"]),
  ],
  interfaces: [
    interfaceOf("eni-web", ["sg-web", "sg-ssh"], ["10.0.1.4/32"]),
    interfaceOf("eni-app", ["sg-app", "sg-ssh"], ["10.0.2.4/32"]),
    interfaceOf("eni-db", ["sg-db", "sg-ssh"], ["10.0.3.4/32"]),
    interfaceOf("eni-shut", ["sg-shut"], ["10.0.2.9/32"]),
    interfaceOf("eni-nat", [], ["10.0.0.9/32"], { interfaceType: "nat_gateway", instanceId: null }),
  ],
});

const contextOf = (observation: Observation): ReachContext => ({
  index: indexObservation(observation),
  stack: stackOf(),
  sources: [sourceOf("198.51.100.7/32")],
});

const answered = <Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

const ask = (peer: string, target: string, services: string, observation = SHOP): ReachAnswer =>
  answered(
    canReach(
      {
        peer: answered(readReachPeer(peer)),
        target: answered(readReachTarget(target)),
        services: answered(readReachServices(services)),
      },
      contextOf(observation),
    ),
  );

const keysOf = (answer: ReachAnswer, end: "source" | "target") =>
  answer[end]?.rules.map(({ groupId, ruleKey }) => `${groupId} ${ruleKey}`);

describe("yes, with a packet and the rules of both ends", () => {
  it("from the Internet to web", () => {
    const answer = ask("internet", "tier web", "tcp/443");
    expect(answer).toMatchObject({
      verdict: "yes",
      witness: { from: "8.8.8.8", to: "10.0.1.4", service: "tcp/443" },
      open: [{ peer: "0.0.0.0/0", service: "tcp/443" }],
      source: { governed: "outside", rules: [] },
      interfaces: { reached: ["eni-web"], notReached: [] },
    });
    expect(keysOf(answer, "target")).toEqual(["sg-web ingress tcp 443:443 0.0.0.0/0"]);
  });

  it("from web to app, by reference and by an egress rule", () => {
    const answer = ask("tier web", "i-app", "tcp/8080");
    expect(answer).toMatchObject({
      verdict: "yes",
      extent: "all",
      witness: { from: "10.0.1.4", to: "10.0.2.4", service: "tcp/8080" },
    });
    expect(keysOf(answer, "source")).toEqual([
      "sg-ssh egress -1 * 0.0.0.0/0",
      "sg-web egress -1 * 0.0.0.0/0",
    ]);
    expect(keysOf(answer, "target")).toEqual(["sg-app ingress tcp 8080:8080 sg-web"]);
  });

  it("from part of a network: exactly which", () => {
    const answer = ask("198.51.100.0/24", "tier db", "tcp/22");
    expect(answer).toMatchObject({
      verdict: "yes",
      extent: "part",
      open: [{ peer: "198.51.100.0/25", service: "tcp/22" }],
      closed: [{ peer: "198.51.100.128/25", service: "tcp/22" }],
    });
  });
});

it("the Internet is outside: a VPC's own IPv6 addresses are none of it", () => {
  const vpcs = SHOP.vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs: ["2001:db8:20::/56"] }));
  const groups = [groupOf("sg-web", [OUT]), groupOf("sg-app", ["tcp 8080 sg-web", "tcp 443 ::/0"])];
  const interfaces = [
    interfaceOf("eni-web", ["sg-web"], ["10.0.1.4/32", "2001:db8:20::4/128"]),
    interfaceOf("eni-app", ["sg-app"], ["10.0.2.4/32"]),
  ];
  const seen = observationOf({ vpcs, groups, interfaces });
  expect(ask("internet", "tier app", "tcp/8080", seen).verdict).toBe("no");
  expect(ask("internet", "tier app", "tcp/443", seen).open).toEqual([{ peer: "::/0", service: "tcp/443" }]);
});

describe("no, with what blocks", () => {
  it("at the target, for another port of the right peer", () => {
    expect(ask("tier app", "tier db", "tcp/3307")).toMatchObject({
      verdict: "no",
      witness: null,
      obstacles: [
        { end: "target", because: "other-service", nearest: { ruleKey: "ingress tcp 3306:3306 sg-app" } },
      ],
    });
  });

  it("at the target, for a peer outside the network of the right port", () => {
    expect(ask("198.51.100.200", "tier db", "tcp/22").obstacles).toMatchObject([
      { end: "target", because: "other-peer", nearest: { ruleKey: "ingress tcp 22:22 198.51.100.0/25" } },
    ]);
  });

  it("at the source, whose egress does not let it out", () => {
    expect(ask("eni-shut", "tier db", "tcp/5432")).toMatchObject({
      verdict: "no",
      obstacles: [{ end: "source", interfaceId: "eni-shut", because: "other-service" }],
    });
    expect(ask("10.0.2.9", "tier db", "tcp/5432").verdict).toBe("no");
    expect(ask("10.0.2.0/24", "tier db", "tcp/5432")).toMatchObject({
      verdict: "yes",
      extent: "part",
      closed: [{ peer: "10.0.2.9/32", service: "tcp/5432" }],
    });
  });
});

describe("not governed by security groups", () => {
  it("an interface without groups", () => {
    expect(ask("internet", "eni-nat", "tcp/22").verdict).toBe("ungoverned");
    expect(ask("eni-shut", "eni-nat", "tcp/22").verdict).toBe("no");
  });

  it("instance metadata, the VPC's DNS and time, whatever the rules say", () => {
    expect(ask("eni-shut", "169.254.169.254", "tcp/80").verdict).toBe("ungoverned");
    expect(ask("eni-shut", "10.0.0.2", "udp/53").verdict).toBe("ungoverned");
    expect(ask("eni-shut", "169.254.169.123", "udp/123").verdict).toBe("ungoverned");
    expect(ask("eni-shut", "8.8.8.8", "udp/53").verdict).toBe("no");
    expect(ask("eni-web", "8.8.8.8", "udp/53").verdict).toBe("yes");
  });
});

describe("unknown names what could not be read", () => {
  it("unread rules", () => {
    const groups = SHOP.groups.map((group) =>
      group.groupId === "sg-db" ? { ...group, rulesKnown: false } : group,
    );
    expect(ask("internet", "tier db", "tcp/3306", { ...SHOP, groups })).toMatchObject({
      verdict: "unknown",
      unread: [{ what: "group-rules", id: "sg-db" }],
    });
  });

  it("unread interfaces: what the group itself lets in is still sure", () => {
    const seen = observationOf({ groups: SHOP.groups }, ["interfaces"]);
    expect(ask("198.51.100.7", "sg-web", "tcp/443", seen).verdict).toBe("yes");
    expect(ask("198.51.100.7", "sg-db", "tcp/3306", seen)).toMatchObject({
      verdict: "unknown",
      unread: [{ what: "part", id: "interfaces" }],
    });
  });

  it("unread interfaces and VPCs: any IPv6 address may be one of theirs, held back by its own egress", () => {
    const groups = [groupOf("sg-open", ["tcp 22 ::/0"])];
    const answerWithout = (...parts: readonly ("interfaces" | "vpcs")[]) =>
      ask("2001:db8::1", "sg-open", "tcp/22", observationOf({ groups }, parts)).verdict;
    expect(answerWithout()).toBe("yes");
    expect(answerWithout("vpcs")).toBe("yes");
    expect(answerWithout("interfaces", "vpcs")).toBe("unknown");
  });

  it("a prefix list, a group of another account", () => {
    const groups = [
      groupOf("sg-a", [
        "tcp 22 pl-gone",
        {
          ...ruleOf("tcp 80 sg-theirs"),
          peer: { kind: "group", groupId: "sg-theirs", ownerId: "999988887777" },
        },
      ]),
    ];
    const seen = observationOf({ groups, interfaces: [interfaceOf("eni-a", ["sg-a"], ["10.0.0.4/32"])] });
    expect(ask("internet", "sg-a", "tcp/22", seen)).toMatchObject({
      verdict: "unknown",
      unread: [{ what: "prefix-list", id: "pl-gone" }],
    });
    expect(ask("sg-theirs", "sg-a", "tcp/80", seen).verdict).toBe("unknown");
    expect(ask("internet", "sg-a", "tcp/80", seen).verdict).toBe("no");
    expect(ask("10.77.0.1", "sg-a", "tcp/80", seen)).toMatchObject({
      verdict: "unknown",
      unread: [{ what: "members", id: "sg-theirs" }],
    });
  });
});

describe("a group nobody carries", () => {
  it("is judged as an interface that carried it alone", () => {
    expect(ask("tier web", "sg-spare", "tcp/80")).toMatchObject({
      verdict: "yes",
      target: { interfaceId: null, groupIds: ["sg-spare"] },
    });
  });
});

describe("somebody whose address nobody knows yet", () => {
  const seen = observationOf({
    groups: [
      groupOf("sg-batch", [OUT]),
      groupOf("sg-part", ["tcp 80 10.0.1.0/24"]),
      groupOf("sg-all", ["tcp 80 10.0.0.0/8"]),
      groupOf("sg-none", ["tcp 80 192.168.0.0/16"]),
    ],
  });

  it("reaches what lets in every address it could have, and perhaps what lets in some", () => {
    expect(ask("sg-batch", "sg-all", "tcp/80", seen).verdict).toBe("yes");
    expect(ask("sg-batch", "sg-part", "tcp/80", seen)).toMatchObject({
      verdict: "unknown",
      unread: expect.arrayContaining([expect.objectContaining({ what: "address", id: "sg-batch" })]),
    });
    expect(ask("sg-batch", "sg-none", "tcp/80", seen).verdict).toBe("no");
  });

  it("an interface may have changed while the interfaces were not read whole", () => {
    const old = observationOf({ groups: SHOP.groups, interfaces: SHOP.interfaces }, ["interfaces"]);
    expect(ask("internet", "eni-web", "tcp/443", old).verdict).toBe("unknown");
    expect(ask("eni-shut", "tier web", "tcp/443", old).verdict).toBe("unknown");
  });
});

describe("who and what", () => {
  const context = contextOf(SHOP);

  it("everybody who reaches db on 5432, and whom their own egress holds back", () => {
    const who = answered(
      whoCanReach({ kind: "tier", tier: "db" }, answered(readReachServices("tcp/5432")), context),
    );
    expect(who.byRule).toEqual([{ peer: "10.0.2.0/24", service: "tcp/5432" }]);
    expect(who.byPacket.map(({ peer }) => peer)).not.toContain("10.0.2.9/32");
    expect(who.heldBack).toEqual(["eni-shut"]);
    expect(who.rules).toMatchObject([
      { ruleKey: "ingress tcp 5432:5432 10.0.2.0/24", interfaceIds: ["eni-db"] },
    ]);
  });

  it("references by their members' addresses", () => {
    const who = answered(
      whoCanReach({ kind: "tier", tier: "db" }, answered(readReachServices("tcp/3306")), context),
    );
    expect(who.byRule).toEqual([{ peer: "sg-app", service: "tcp/3306" }]);
    expect(who.byPacket).toEqual([{ peer: "10.0.2.4/32", service: "tcp/3306" }]);
  });

  it("everything app can reach", () => {
    const what = answered(
      whatCanReach({ kind: "tier", tier: "app" }, answered(readReachServices("all")), context),
    );
    expect(what.targets).toEqual([
      {
        groupIds: ["sg-db", "sg-ssh"],
        interfaceIds: ["eni-db"],
        verdict: "yes",
        open: ["tcp/3306", "tcp/5432"],
        unknown: [],
      },
      {
        groupIds: ["sg-ssh", "sg-web"],
        interfaceIds: ["eni-web"],
        verdict: "yes",
        open: ["tcp/443"],
        unknown: [],
      },
      { groupIds: [], interfaceIds: ["eni-nat"], verdict: "ungoverned", open: ["all"], unknown: [] },
    ]);
  });

  it("several hops, each with its rules", () => {
    const hops = [
      { target: { kind: "tier" as const, tier: "web" }, services: answered(readReachServices("tcp/443")) },
      { target: { kind: "tier" as const, tier: "app" }, services: answered(readReachServices("tcp/8080")) },
      { target: { kind: "tier" as const, tier: "db" }, services: answered(readReachServices("tcp/3306")) },
    ];
    const answer = answered(followHops({ kind: "internet" }, hops, context));
    expect(answer.verdict).toBe("yes");
    expect(answer.hops.map(({ target }) => target?.rules[0]?.groupId)).toEqual(["sg-web", "sg-app", "sg-db"]);
  });
});

it("an address of another VPC with the same network answers only where it can be", () => {
  const vpcs = [...SHOP.vpcs, ...SHOP.vpcs.map((vpc) => ({ ...vpc, vpcId: "vpc-2" }))];
  const far = interfaceOf("eni-far", ["sg-shut"], ["10.0.2.7/32"], { vpcId: "vpc-2" });
  const seen = { ...SHOP, vpcs, interfaces: [...SHOP.interfaces, far] };
  expect(VPC).toBe("vpc-1");
  expect(ask("10.0.2.7", "tier db", "tcp/5432", seen)).toMatchObject({
    verdict: "unknown",
    unread: [{ what: "address", id: "eni-far" }],
  });
});
