import { describe, expect, it } from "vitest";
import type { Observation, ObservedPart, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { interfaceRuleset } from "./interface-ruleset.ts";

const estate = (
  rules: readonly (string | ObservedRule)[],
  more: Partial<Observation> = {},
  unread: readonly ObservedPart[] = [],
): Observation =>
  observationOf(
    {
      groups: [groupOf("sg-1", rules), groupOf("sg-2", [])],
      interfaces: [
        interfaceOf("eni-1", ["sg-1"], ["10.0.0.4/32"]),
        interfaceOf("eni-2", ["sg-2"], ["10.0.0.5/32", "10.0.0.0/28", "2001:db8::5/128"]),
      ],
      ...more,
    },
    unread,
  );

const exported = (observation: Observation, device = "tap0") => {
  const [item] = observation.interfaces;
  if (item === undefined) throw new Error("no interface");
  return interfaceRuleset(item, indexObservation(observation), device);
};

const written = (observation: Observation) => {
  const ruleset = exported(observation);
  if (!ruleset.ok) throw new Error(JSON.stringify(ruleset.problem));
  return ruleset.value;
};

const accepts = (observation: Observation): string[] =>
  written(observation)
    .text.split("\n")
    .filter((line) => line.includes(" accept comment "))
    .map((line) => line.trim().replace(/ counter accept comment "sg-1"$/, ""));

const numbered = (protocol: string): ObservedRule => ({ ...ruleOf("tcp * 10.0.0.0/8"), protocol });

describe("a ruleset for nftables", () => {
  it("is one table that replaces itself, guards one device, and stands on sessions", () => {
    const rules = [ruleOf("tcp 22 10.0.0.0/8"), ruleOf("-1 * 0.0.0.0/0", "egress")];
    expect(written(estate(rules)).text).toBe(`# The security groups of eni-1 (sg-1).
table inet sallyport-eni-1 {}
delete table inet sallyport-eni-1
table inet sallyport-eni-1 {
  chain ingress {
    ip saddr 10.0.0.0/8 tcp dport 22 counter accept comment "sg-1"
    counter drop
  }
  chain egress {
    meta nfproto ipv4 counter accept comment "sg-1"
    counter drop
  }
  chain forward {
    type filter hook forward priority filter; policy accept;
    ct state established accept
    iifname "tap0" goto egress
    oifname "tap0" goto ingress
  }
}
`);
  });

  it.each([
    ["tcp 20-25 100.68.0.18/18", ["ip saddr 100.68.0.0/18 tcp dport 20-25"]],
    ["udp 0-65535 ::/0", ["meta nfproto ipv6 meta l4proto udp"]],
    ["icmp 8/-1 10.0.0.0/8", ["ip saddr 10.0.0.0/8 icmp type 8"]],
    ["icmp 3/4 10.0.0.0/8", ["ip saddr 10.0.0.0/8 icmp type 3 icmp code 4"]],
    ["icmp -1/-1 10.0.0.0/8", ["ip saddr 10.0.0.0/8 meta l4proto icmp"]],
    ["icmpv6 128/0 2001:db8::/32", ["ip6 saddr 2001:db8::/32 icmpv6 type 128 icmpv6 code 0"]],
    ["icmp 3/4 2001:db8::/32", ["ip6 saddr 2001:db8::/32 meta l4proto icmp @th,0,8 3 @th,8,8 4"]],
    ["icmpv6 128/-1 10.0.0.0/8", ["ip saddr 10.0.0.0/8 meta l4proto ipv6-icmp @th,0,8 128"]],
    ["-1 * 10.0.0.0/8", ["ip saddr 10.0.0.0/8"]],
    ["tcp 22 sg-2", ["ip saddr @sg-2-ipv4 tcp dport 22", "ip6 saddr @sg-2-ipv6 tcp dport 22"]],
    ["tcp 22 sg-gone", []],
  ])("says %s in nftables' words", (rule, lines) => {
    expect(accepts(estate([rule]))).toEqual(lines);
    expect(written(estate([rule])).unknown).toEqual([]);
  });

  it("says other protocols by number", () => {
    expect(accepts(estate([numbered("50")]))).toEqual(["ip saddr 10.0.0.0/8 meta l4proto 50"]);
  });

  it("looks at the destination on the way out", () => {
    expect(accepts(estate([ruleOf("tcp 443 10.0.0.0/8", "egress")]))).toEqual([
      "ip daddr 10.0.0.0/8 tcp dport 443",
    ]);
  });

  it("holds members and prefix lists in named sets, each once", () => {
    const prefixLists = [
      {
        prefixListId: "pl-1",
        name: "",
        family: "ipv4" as const,
        ownerId: ACCOUNT,
        version: 1,
        maxEntries: 5,
        entries: ["203.0.113.7/32", "203.0.113.7/32", "198.51.100.9/24"],
      },
    ];
    const { text } = written(estate(["tcp 22 sg-2", "tcp 80 sg-2", "tcp 22 pl-1"], { prefixLists }));
    expect(text.split("\n").filter((line) => line.startsWith("  set "))).toEqual([
      "  set sg-2-ipv4 { type ipv4_addr; flags interval; auto-merge; elements = { 10.0.0.5/32, 10.0.0.0/28 }; }",
      "  set sg-2-ipv6 { type ipv6_addr; flags interval; auto-merge; elements = { 2001:db8::5/128 }; }",
      "  set pl-1-ipv4 { type ipv4_addr; flags interval; auto-merge; elements = { 203.0.113.7/32, 198.51.100.0/24 }; }",
    ]);
  });

  it("names a rule by EC2's id of it, and by nothing that a person wrote", () => {
    const rule = {
      ...ruleOf("tcp 22 10.0.0.0/8"),
      ruleId: "sgr-0a1",
      description: 'x" accept; flush ruleset',
    };
    expect(written(estate([rule])).text).toContain('comment "sg-1 sgr-0a1"\n');
    const forged = { ...rule, ruleId: 'sgr-1" accept' };
    expect(written(estate([forged])).text).not.toContain("sgr-1");
    expect(written(estate([rule, forged])).text).not.toContain("flush");
  });

  it.each<[string, Observation, string]>([
    ["a prefix list nobody read", estate(["tcp 22 pl-9"]), "sg-1: the entries of pl-9 were not read."],
    [
      "interfaces not read",
      estate(["tcp 22 sg-2"], {}, ["interfaces"]),
      "sg-1: who carries sg-2 was not read.",
    ],
    [
      "a group of another account",
      estate([
        { ...ruleOf("tcp 22 sg-9"), peer: { kind: "group", groupId: "sg-9", ownerId: "999988887777" } },
      ]),
      "sg-1: who carries sg-9 is not ours to read.",
    ],
    [
      "a peering that waits",
      estate([
        {
          ...ruleOf("tcp 22 sg-2"),
          peer: {
            kind: "group",
            groupId: "sg-2",
            ownerId: ACCOUNT,
            peeringId: "pcx-1",
            peeringStatus: "pending-acceptance",
          },
        },
      ]),
      "sg-1: whether sg-2 reaches anybody is unknown.",
    ],
    ["a network that is none", estate(["tcp 22 10.0.0.0/99"]), "sg-1: its network is no network."],
    [
      "ports without sense",
      estate(["tcp 9-3 10.0.0.0/8"]),
      "sg-1: EC2 does not accept its protocol with its ports.",
    ],
    [
      "a group whose rules nobody read",
      estate([], { groups: [groupOf("sg-1", ["tcp 22 10.0.0.0/8"], { rulesKnown: false })] }),
      "sg-1: its rules were not read.",
    ],
  ])("leaves closed, and tells: %s", (_what, observation, sentence) => {
    const { text, unknown } = written(observation);
    expect(unknown).toEqual([sentence]);
    expect(text).toContain(`# Closed, because it could not be told: ${sentence}\n`);
    expect(accepts(observation)).toEqual([]);
  });

  it("is refused for an interface without groups, which EC2 does not filter", () => {
    const observation = estate([], { interfaces: [interfaceOf("eni-1", [], ["10.0.0.4/32"])] });
    expect(exported(observation)).toEqual({ ok: false, problem: { code: "ungoverned" } });
  });

  it.each([
    ["tap0; flush ruleset", estate([])],
    ["sg-1 } flush", estate([], { interfaces: [interfaceOf("eni-1", ["sg-1 } flush"], [])] })],
    ["sg-\n2", estate([{ ...ruleOf("tcp 22 sg-2"), peer: { kind: "group", groupId: "sg-\n2" } }])],
    ["pl-{}", estate([ruleOf("tcp 22 pl-{}", "egress")])],
  ])("is refused for a name that nftables would take for something else: %j", (name, observation) => {
    const device = name.startsWith("tap") ? name : "tap0";
    expect(exported(observation, device)).toEqual({ ok: false, problem: { code: "unsuitable-name", name } });
  });
});
