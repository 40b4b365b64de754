import { describe, expect, it } from "vitest";
import type { Observation, ObservedInterface, ObservedPart } from "#lib/core/group/observation.ts";
import {
  ACCOUNT,
  bindingOf,
  FOUR_TIERS,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
  tcp,
  tierOf,
} from "#lib/core/testing/estate.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { describeFinding } from "./describe-finding.ts";
import { diffStack } from "./diff-stack.ts";

const OFFICE = "198.51.100.0/24";

const MEANT: Readonly<Record<string, readonly string[]>> = {
  "sg-web": ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
  "sg-app": ["tcp 8080 sg-web"],
  "sg-db": ["tcp 3306 sg-app"],
  "sg-ssh": [`tcp 22 ${OFFICE}`],
};

const INTERFACES = [
  interfaceOf("eni-web", ["sg-web", "sg-ssh"], ["10.0.1.1/32"]),
  interfaceOf("eni-app", ["sg-app", "sg-ssh"], ["10.0.2.1/32"]),
  interfaceOf("eni-db", ["sg-db", "sg-ssh"], ["10.0.3.1/32"]),
];

const look = (
  rules: Readonly<Record<string, readonly (string | ReturnType<typeof ruleOf>)[]>> = {},
  more: Partial<Omit<Observation, "parts">> = {},
  unread: ObservedPart[] = [],
): Observation => {
  const groups = Object.entries({ ...MEANT, ...rules }).map(([groupId, texts]) => groupOf(groupId, texts));
  return observationOf(
    { interfaces: INTERFACES, ...more, groups: [...groups, ...(more.groups ?? [])] },
    unread,
  );
};

const shop = (more: Partial<Stack> = {}) => stackOf({ openSources: [sourceOf(OFFICE)], ...more });

const ids = (observation: Observation, stack: Stack = shop()) =>
  diffStack(stack, observation).findings.map(({ id }) => id);

const sentences = (observation: Observation, stack: Stack = shop()) =>
  diffStack(stack, observation).findings.map((finding) => describeFinding(finding));

describe("a stack in line", () => {
  it("has no findings", () => {
    const diff = diffStack(shop(), look());
    expect(diff.findings).toStrictEqual([]);
    expect(diff.summary.state).toBe("in-line");
    expect(diff.tiers.map(({ summary }) => summary.state)).toStrictEqual(Array(4).fill("in-line"));
  });

  it.each([
    ["two /25 for one /24", { "sg-ssh": ["tcp 22 198.51.100.0/25", "tcp 22 198.51.100.128/25"] }],
    ["two /1 for everyone", { "sg-web": ["tcp 80 0.0.0.0/1", "tcp 80 128.0.0.0/1", "tcp 443 1.0.0.0/0"] }],
    ["protocol 6 for tcp", { "sg-app": ["6 8080 sg-web"] }],
  ])("may say the same otherwise: %s", (_, rules) => expect(ids(look(rules))).toStrictEqual([]));
});

describe("missing and extra", () => {
  it("tells an app tier that is open to a wide network instead of to web", () => {
    const observation = look({ "sg-app": ["tcp 8080 10.0.0.0/8"] });
    expect(ids(observation)).toStrictEqual([
      "missing/app/ingress/sg-app/tcp/8080 sg-web",
      "extra/app/sg-app/ingress tcp 8080:8080 10.0.0.0/8",
    ]);
    expect(sentences(observation)).toStrictEqual([
      "No rule of app lets in tcp/8080 from sg-web. It is open all the same, because tcp/8080 from 10.0.0.0/8 is let through.",
      "app lets in tcp/8080 from 10.0.0.0/8, which nobody meant. For example a packet from 10.0.0.1, tcp/8080.",
    ]);
  });

  it("recognises SSH to the world in two halves under other ports", () => {
    const rules = { "sg-web": [...(MEANT["sg-web"] ?? []), "tcp 20-25 0.0.0.0/1", "tcp 22-30 128.0.0.0/1"] };
    const extra = diffStack(shop(), look(rules)).findings.filter(({ kind }) => kind === "extra");
    expect(extra.map((finding) => ("openToWorld" in finding ? finding.openToWorld : []))).toStrictEqual([
      ["tcp/20-25"],
      ["tcp/22-30"],
    ]);
    expect(extra[0] && describeFinding(extra[0])).toContain("tcp/20-25 is open to the whole Internet");
  });

  it("flags IPv4 addresses written inside IPv6 and never folds them into IPv4", () => {
    const said = sentences(
      look({ "sg-ssh": [...(MEANT["sg-ssh"] ?? []), "tcp 22 ::ffff:198.51.100.0/120"] }),
    );
    expect(said).toStrictEqual([
      "ssh-admin lets in tcp/22 from ::ffff:c633:6400/120, which nobody meant. For example a packet from ::ffff:c633:6401, tcp/22. Its addresses are IPv4 written inside IPv6, which no IPv4 packet matches.",
    ]);
  });

  it("cuts a rule that is partly meant into inside and outside", () => {
    const diff = diffStack(shop(), look({ "sg-ssh": [`tcp 20-25 ${OFFICE}`] }));
    const [rule] = diff.tiers[3]?.ingress.rules ?? [];
    expect(rule?.verdict).toBe("too-wide");
    expect(rule?.inside.map(({ service }) => service)).toStrictEqual(["tcp/22"]);
    expect(rule?.outside.map(({ service }) => service)).toStrictEqual(["tcp/20-21", "tcp/23-25"]);
    expect(diff.findings.map(({ kind }) => kind)).toStrictEqual(["too-wide"]);
  });

  it("gives a witness that is a real packet: an address of an interface for a reference", () => {
    const [missing] = diffStack(shop(), look({ "sg-db": [] })).findings;
    expect(missing).toMatchObject({
      kind: "missing",
      groupId: "sg-db",
      witness: { address: "10.0.2.1", groupId: "sg-app", service: "tcp/3306" },
      openAnyway: null,
    });
  });

  it("means both families only where the VPC has both", () => {
    const [vpc] = look().vpcs;
    if (vpc === undefined) throw new Error("The estate has a VPC.");
    const dual = look({}, { vpcs: [{ ...vpc, ipv6Cidrs: ["2001:db8::/56"] }] });
    expect(ids(dual)).toStrictEqual([
      "missing/web/ingress/sg-web/tcp/80 ::/0",
      "missing/web/ingress/sg-web/tcp/443 ::/0",
    ]);
    expect(ids(look({ "sg-web": [...(MEANT["sg-web"] ?? []), "tcp 443 ::/0"] }))).toStrictEqual([
      "extra/web/sg-web/ingress tcp 443:443 ::/0",
    ]);
  });

  it("takes a group to be part of everyone", () => {
    const balancer = { groups: [groupOf("sg-lb", [])] };
    expect(ids(look({ "sg-web": [...(MEANT["sg-web"] ?? []), "tcp 443 sg-lb"] }, balancer))).toStrictEqual([
      "redundant/web/sg-web/ingress tcp 443:443 sg-lb",
    ]);
    expect(ids(look({ "sg-web": [...(MEANT["sg-web"] ?? []), "tcp 22 sg-lb"] }, balancer))).toStrictEqual([
      "extra/web/sg-web/ingress tcp 22:22 sg-lb",
    ]);
  });
});

describe("redundant rules", () => {
  it("are notes, and of several ways to say the same the wide one stays", () => {
    const halves = ["tcp 22 198.51.100.0/25", "tcp 22 198.51.100.128/25"];
    const diff = diffStack(shop(), look({ "sg-ssh": [`tcp 22 ${OFFICE}`, ...halves] }));
    expect(
      diff.tiers[3]?.ingress.rules.map(({ peer, verdict, removable }) => [peer, verdict, removable]),
    ).toEqual([
      [{ kind: "ipv4", cidr: OFFICE }, "redundant", false],
      [{ kind: "ipv4", cidr: "198.51.100.0/25" }, "redundant", true],
      [{ kind: "ipv4", cidr: "198.51.100.128/25" }, "redundant", true],
    ]);
    expect(diff.summary.state).toBe("in-line");
  });

  it("are never covered by a rule that should go itself", () => {
    const diff = diffStack(shop(), look({ "sg-app": ["tcp 8080 sg-web", "tcp 8080 10.0.0.0/8"] }));
    expect(diff.tiers[1]?.ingress.rules.map(({ verdict }) => verdict)).toStrictEqual(["extra", "needed"]);
  });
});

describe("what cannot be told", () => {
  const list = {
    prefixListId: "pl-1",
    name: "",
    family: "ipv4" as const,
    ownerId: ACCOUNT,
    version: 1,
    maxEntries: 5,
    entries: null,
  };

  it("is never shown as good", () => {
    const observation = look({ "sg-ssh": [`tcp 22 ${OFFICE}`, "tcp 22 pl-1"] }, { prefixLists: [list] });
    const diff = diffStack(shop(), observation);
    expect(diff.findings.map(({ id }) => id)).toStrictEqual([
      "unknown/ssh-admin/sg-ssh/ingress tcp 22:22 pl-1",
    ]);
    expect(diff.summary.state).toBe("unknown");
    expect(diff.tiers.map(({ summary }) => summary.state)).toStrictEqual([
      "in-line",
      "in-line",
      "in-line",
      "unknown",
    ]);
  });

  it("does not hide what is certain", () => {
    const observation = look({ "sg-ssh": ["tcp 22 pl-1", "tcp 22 ::/0"] }, { prefixLists: [list] });
    expect(diffStack(shop(), observation).summary.state).toBe("out-of-line");
    expect(ids(observation)).toStrictEqual([
      "extra/ssh-admin/sg-ssh/ingress tcp 22:22 ::/0",
      "unknown/ssh-admin/sg-ssh/ingress tcp 22:22 pl-1",
      "unknown/ssh-admin/ingress",
    ]);
  });

  it("makes only the unread group unknown", () => {
    const observation = look();
    const groups = observation.groups.map((group) =>
      group.groupId === "sg-app" ? { ...group, rulesKnown: false } : group,
    );
    const diff = diffStack(shop(), { ...observation, groups });
    expect(diff.tiers.map(({ summary }) => summary.state)).toStrictEqual([
      "in-line",
      "unknown",
      "in-line",
      "in-line",
    ]);
    expect(diff.findings[0]).toMatchObject({ kind: "unknown", subject: "rules", groupId: "sg-app" });
  });

  it("says nothing about members while the interfaces are not all read", () => {
    const observation = look({}, { interfaces: [interfaceOf("eni-1", ["sg-web"], [])] }, ["interfaces"]);
    expect(ids(observation)).toStrictEqual(["unknown/members"]);
  });
});

describe("references that grant nothing", () => {
  it("are a note, not a flow", () => {
    const gone = { ...ruleOf("tcp 8080 sg-x"), peer: { kind: "group" as const, groupId: "sg-x" } };
    const diff = diffStack(shop(), look({ "sg-app": [...(MEANT["sg-app"] ?? []), gone] }));
    expect(diff.findings.map(({ kind }) => kind)).toStrictEqual(["stale-reference"]);
    expect(diff.tiers[1]?.ingress.excess).toStrictEqual([]);
    expect(diff.summary.state).toBe("in-line");
  });
});

describe("bindings", () => {
  it("says which tier nobody plays, and whose group is gone or elsewhere", () => {
    const stack = shop({
      bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-gone"), bindingOf("db", "sg-far")],
    });
    const observation = look({}, { groups: [groupOf("sg-far", MEANT["sg-db"] ?? [], { vpcId: "vpc-2" })] });
    const kinds = diffStack(stack, observation).findings.map(({ kind, tier }) => `${kind} ${tier}`);
    expect(kinds).toContain("group-gone app");
    expect(kinds).toContain("group-elsewhere db");
    expect(kinds).toContain("unbound ssh-admin");
  });
});

describe("a tier played by several groups", () => {
  const stack = shop({
    bindings: [
      bindingOf("web", "sg-web", "sg-web2"),
      ...shop().bindings.filter(({ tier }) => tier !== "web"),
    ],
  });
  const two = (webRules: string[], web2Rules: string[], carried: readonly (readonly string[])[]) =>
    look(
      { "sg-web": webRules, "sg-web2": web2Rules },
      {
        interfaces: carried.map((groupIds, at) =>
          interfaceOf(`eni-${at}`, [...groupIds, "sg-ssh"], [`10.0.1.${at}/32`]),
        ),
      },
    );

  it("is judged by what each interface gets from the groups together", () => {
    const both = two(["tcp 80 0.0.0.0/0"], ["tcp 443 0.0.0.0/0"], [["sg-web", "sg-web2"]]);
    expect(ids(both, stack)).toStrictEqual([]);
  });

  it("lacks what an interface with only one of them lacks", () => {
    const apart = two(["tcp 80 0.0.0.0/0"], ["tcp 443 0.0.0.0/0"], [["sg-web"], ["sg-web", "sg-web2"]]);
    expect(ids(apart, stack)).toStrictEqual(["missing/web/ingress/sg-web/tcp/443 0.0.0.0/0"]);
  });

  it("is let in by any group that its interfaces carry", () => {
    const web = MEANT["sg-web"] ?? [];
    expect(ids(two([...web], [], [["sg-web", "sg-web2"]]), stack)).toStrictEqual([]);
    expect(ids(two([...web], [...web], [["sg-web2"]]), stack)).toStrictEqual([
      "missing/app/ingress/sg-app/tcp/8080 sg-web2",
    ]);
  });
});

describe("directions", () => {
  const withEgress = (egress: (typeof FOUR_TIERS.tiers)[number]["egress"]) =>
    shop({
      pattern: {
        ...FOUR_TIERS,
        tiers: FOUR_TIERS.tiers.map((tier) => (tier.name === "web" ? { ...tier, egress } : tier)),
      },
    });
  const open = [...(MEANT["sg-web"] ?? []), ruleOf("-1 * 0.0.0.0/0", "egress")];

  it("leaves an unmanaged direction alone but shows its rules", () => {
    const diff = diffStack(shop(), look({ "sg-web": open }));
    expect(diff.findings).toStrictEqual([]);
    expect(diff.tiers[0]?.egress.rules.map(({ verdict }) => verdict)).toStrictEqual(["unmanaged"]);
  });

  it("finds nothing extra where everything is meant, and misses what is closed", () => {
    expect(ids(look({ "sg-web": open }), withEgress({ mode: "any" }))).toStrictEqual([]);
    expect(ids(look(), withEgress({ mode: "any" }))).toStrictEqual([
      "missing/web/egress/sg-web/all 0.0.0.0/0",
    ]);
  });

  it("tells an open way out from the list of what was meant", () => {
    const toApp = {
      mode: "list" as const,
      flows: [{ peer: { kind: "tier" as const, tier: "app" }, services: [tcp(8080)] }],
    };
    expect(sentences(look({ "sg-web": open }), withEgress(toApp))).toStrictEqual([
      "No rule of web lets out tcp/8080 to sg-app. It is open all the same, because everything to every IPv4 address is let through.",
      "web lets out everything to every IPv4 address, which nobody meant. With it everything is open to the whole Internet. For example a packet to 198.51.100.7, tcp/22.",
    ]);
  });
});

describe("membership", () => {
  const members = (...interfaces: ObservedInterface[]) => ids(look({}, { interfaces }));

  it.each([
    ["an instance without its door", ["sg-web"], ["no-door/ssh-admin/eni-1"]],
    ["an instance in two tiers", ["sg-web", "sg-db", "sg-ssh"], ["several-tiers/eni-1"]],
    ["an instance with only the door", ["sg-ssh"], ["no-tier/eni-1"]],
    ["an instance of nobody's", ["sg-stranger"], []],
  ])("%s", (_, groupIds, expected) =>
    expect(members(interfaceOf("eni-1", groupIds, []))).toStrictEqual(expected),
  );

  it("asks only for a tier of interfaces that a service owns", () => {
    const service = {
      requesterId: "amazon-elb",
      requesterManaged: true,
      instanceId: null,
      deviceIndex: null,
    };
    expect(members(interfaceOf("eni-1", ["sg-web"], [], service))).toStrictEqual([]);
    expect(members(interfaceOf("eni-1", ["sg-web", "sg-app"], [], service))).toStrictEqual([
      "several-tiers/eni-1",
    ]);
  });

  it("lists secondary interfaces, and looks at the primary of an instance that has one", () => {
    const primary = interfaceOf("eni-1", ["sg-stranger"], [], { instanceId: "i-1" });
    const secondary = interfaceOf("eni-2", ["sg-web", "sg-ssh"], [], { instanceId: "i-1", deviceIndex: 1 });
    expect(members(primary, secondary)).toStrictEqual([
      "no-tier/eni-1",
      "no-door/ssh-admin/eni-1",
      "listed-interface/eni-2",
    ]);
  });

  it("looks at the primary beside an interface that a service owns as well", () => {
    const primary = interfaceOf("eni-1", ["sg-stranger"], [], { instanceId: "i-1" });
    const attached = { instanceId: "i-1", deviceIndex: 1, requesterId: "amazon-elb", requesterManaged: true };
    expect(members(primary, interfaceOf("eni-2", ["sg-web"], [], attached))).toStrictEqual([
      "no-tier/eni-1",
      "no-door/ssh-admin/eni-1",
    ]);
  });

  it("counts a tier once, whichever of its groups are carried, and however often", () => {
    const others = shop().bindings.filter(({ tier }) => tier !== "web");
    const stack = shop({ bindings: [bindingOf("web", "sg-web", "sg-web-2"), ...others] });
    const membersOf = (groupIds: string[], of = stack) =>
      ids(look({ "sg-web-2": [] }, { interfaces: [interfaceOf("eni-1", groupIds, [])] }), of).filter((id) =>
        id.endsWith("/eni-1"),
      );
    expect(membersOf(["sg-web", "sg-web-2", "sg-ssh", "sg-ssh"])).toStrictEqual([]);
    expect(membersOf(["sg-web", "sg-web-2"])).toStrictEqual(["no-door/ssh-admin/eni-1"]);
    expect(membersOf(["sg-web", "sg-web", "sg-ssh", "sg-ssh"], shop())).toStrictEqual([]);
    const twice = shop({ bindings: [...others, bindingOf("web", "sg-ssh")] });
    expect(membersOf(["sg-ssh"], twice)).toStrictEqual([]);
    expect(membersOf(["sg-ssh", "sg-app"], twice)).toStrictEqual(["several-tiers/eni-1"]);
  });

  it("leaves bastion hosts to their own tier", () => {
    const bastion = tierOf("bastion", [], { role: "bastion" });
    const stack = shop({
      pattern: { ...FOUR_TIERS, tiers: [...FOUR_TIERS.tiers, bastion] },
      bindings: [...shop().bindings, bindingOf("bastion", "sg-bastion")],
    });
    const observation = look(
      { "sg-bastion": [] },
      { interfaces: [...INTERFACES, interfaceOf("eni-b", ["sg-bastion"], [])] },
    );
    expect(ids(observation, stack)).toStrictEqual([]);
    const counted = { ...stack.pattern, membership: { oneOf: ["web", "app", "db", "bastion"], all: [] } };
    const both = look(
      { "sg-bastion": [] },
      { interfaces: [interfaceOf("eni-b", ["sg-bastion", "sg-web"], [])] },
    );
    expect(ids(both, { ...stack, pattern: counted })).toStrictEqual(["several-tiers/eni-b"]);
  });

  it("says it plainly", () => {
    const said = sentences(look({}, { interfaces: [interfaceOf("eni-1", ["sg-web", "sg-db"], [])] }));
    expect(said).toStrictEqual([
      "i-1 (eni-1) carries web and db at once; it should carry exactly one of the workload tiers.",
      "i-1 (eni-1) does not carry ssh-admin, so nobody is let in to it by SSH.",
    ]);
  });
});

it("refuses an observation of another account or Region", () => {
  expect(() => diffStack(shop(), { ...look(), region: "us-east-1" })).toThrow("shop");
});
