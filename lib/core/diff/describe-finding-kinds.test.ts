/** Each kind of finding in every way it is put, word for word. */
import { describe, expect, it } from "vitest";
import { describeFinding } from "./describe-finding.ts";
import type { Finding, MembershipFinding, MissingFinding, RuleFinding, UnknownFinding } from "./finding.ts";

const said = (finding: Finding) => describeFinding(finding, (groupId) => `the ${groupId.slice(3)} group`);
const WITNESS = { address: "8.8.8.8", groupId: null, service: "tcp/22" };
const line = (service: string, peer: string) => ({ service, peer, witness: WITNESS });

const MISSING: MissingFinding = {
  kind: "missing",
  id: "",
  tier: "web",
  direction: "ingress",
  groupId: "sg-web",
  carried: ["sg-web"],
  lines: [line("tcp/80", "0.0.0.0/0")],
  witness: WITNESS,
  openAnyway: null,
};
const RULE: RuleFinding = {
  kind: "extra",
  id: "",
  tier: "web",
  direction: "ingress",
  groupId: "sg-web",
  ruleKey: "",
  ruleIds: [],
  rule: { service: "all", peer: "::/0" },
  lines: [line("tcp/22", "0.0.0.0/0")],
  witness: WITNESS,
  openToWorld: [],
  hidesIpv4: false,
};
const UNKNOWN: UnknownFinding = {
  kind: "unknown",
  id: "",
  tier: "web",
  direction: "ingress",
  subject: "rule",
  groupId: "sg-web",
  ruleKey: "",
  ruleIds: [],
  rule: { service: "tcp/22", peer: "pl-1" },
  lines: [line("tcp/80", "sg-app")],
  witness: null,
};
const wider = (service: string, peer: string) => ({
  groupId: "sg-web",
  ruleKey: "",
  ruleIds: [],
  rule: { service, peer },
});

describe("what is missing", () => {
  it.each([
    [{}, "No rule of web lets in tcp/80 from every IPv4 address. The model asks for it."],
    [
      { direction: "egress", lines: [line("all", "::/0"), line("tcp/1", "sg-db")] },
      "No rule of web lets out everything to every IPv6 address and tcp/1 to the db group. The model asks for it.",
    ],
    [
      { openAnyway: { extent: "all", rules: [wider("tcp/80", "10.0.0.0/8")] } },
      "No rule of web lets in tcp/80 from every IPv4 address. It is open all the same, because tcp/80 from 10.0.0.0/8 is let through.",
    ],
    [
      { openAnyway: { extent: "part", rules: [wider("tcp/80", "sg-a"), wider("all", "sg-b")] } },
      "No rule of web lets in tcp/80 from every IPv4 address. Part of it is open all the same, because tcp/80 from the a group and everything from the b group are let through.",
    ],
  ] as const)("%j: %s", (more, words) => expect(said({ ...MISSING, ...more } as Finding)).toBe(words));
});

describe("a rule", () => {
  const PROOF = " For example a packet from 8.8.8.8, tcp/22.";
  it.each([
    [{}, `web lets in tcp/22 from every IPv4 address, which nobody meant.${PROOF}`],
    [{ witness: null }, "web lets in tcp/22 from every IPv4 address, which nobody meant."],
    [
      { witness: { ...WITNESS, address: null, groupId: "sg-a" } },
      "web lets in tcp/22 from every IPv4 address, which nobody meant.",
    ],
    [
      { direction: "egress" },
      "web lets out tcp/22 to every IPv4 address, which nobody meant. For example a packet to 8.8.8.8, tcp/22.",
    ],
    [
      { openToWorld: ["tcp/22", "all"], hidesIpv4: true },
      `web lets in tcp/22 from every IPv4 address, which nobody meant. With it tcp/22 and everything is open to the whole Internet.${PROOF} Its addresses are IPv4 written inside IPv6, which no IPv4 packet matches.`,
    ],
    [
      { kind: "too-wide", lines: [1, 2, 3].map((port) => line(`tcp/${port}`, "sg-a")) },
      `A rule of web is too wide: it also lets in tcp/1 from the a group, tcp/2 from the a group and tcp/3 from the a group.${PROOF}`,
    ],
    [
      { kind: "redundant", lines: [1, 2, 3, 4, 5].map((port) => line(`tcp/${port}`, "10.0.0.0/8")) },
      "A rule of web adds nothing: other rules already let through tcp/1 from 10.0.0.0/8, tcp/2 from 10.0.0.0/8, tcp/3 from 10.0.0.0/8 and 2 more.",
    ],
    [
      { kind: "stale-reference" },
      "The rule everything from every IPv6 address of the web group names a group that is gone or out of reach, so it lets nothing through.",
    ],
  ] as const)("%j: %s", (more, words) => expect(said({ ...RULE, ...more } as Finding)).toBe(words));
});

describe("what cannot be told", () => {
  it.each([
    [{}, "It cannot be told what the rule tcp/22 from pl-1 of the web group lets through."],
    [
      { direction: "egress" },
      "It cannot be told what the rule tcp/22 to pl-1 of the web group lets through.",
    ],
    [
      { rule: null, groupId: null, direction: null },
      "It cannot be told what the rule  of a group lets through.",
    ],
    [{ subject: "rules" }, "The rules of the web group, which plays web, could not be read."],
    [{ subject: "rules", tier: null }, "The rules of the web group, which plays a tier, could not be read."],
    [{ direction: null }, "It cannot be told what the rule tcp/22 from pl-1 of the web group lets through."],
    [
      { subject: "flows", direction: null },
      "It cannot be told whether web lets in tcp/80 from the app group.",
    ],
    [{ subject: "flows" }, "It cannot be told whether web lets in tcp/80 from the app group."],
    [
      { subject: "flows", tier: null, direction: "egress" },
      "It cannot be told whether the tier lets out tcp/80 to the app group.",
    ],
    [
      { subject: "members" },
      "The network interfaces could not be read whole, so nobody can tell which groups they carry.",
    ],
  ] as const)("%j: %s", (more, words) => expect(said({ ...UNKNOWN, ...more } as Finding)).toBe(words));
});

describe("groups and interfaces", () => {
  const member = (
    kind: MembershipFinding["kind"],
    more: Partial<MembershipFinding> = {},
  ): MembershipFinding => ({
    kind,
    id: "",
    tier: "ssh-admin",
    tiers: ["web", "app"],
    interfaceId: "eni-1",
    instanceId: "i-1",
    groupIds: [],
    ...more,
  });
  it.each<[Finding, string]>([
    [{ kind: "unbound", id: "", tier: "web", groupId: null }, "No group plays web."],
    [
      { kind: "group-gone", id: "", tier: "web", groupId: "sg-1" },
      "The group sg-1, which plays web, no longer exists.",
    ],
    [
      { kind: "group-elsewhere", id: "", tier: "web", groupId: "sg-one" },
      "the one group, which plays web, lives in another VPC than the stack.",
    ],
    [
      { kind: "group-gone", id: "", tier: "web", groupId: null },
      "The group , which plays web, no longer exists.",
    ],
    [member("no-door"), "i-1 (eni-1) does not carry ssh-admin, so nobody is let in to it by SSH."],
    [
      member("no-door", { tier: null, instanceId: null }),
      "The interface eni-1 does not carry the door, so nobody is let in to it by SSH.",
    ],
    [
      member("lacks-tier"),
      "i-1 (eni-1) does not carry ssh-admin, which every instance of this stack should.",
    ],
    [
      member("lacks-tier", { tier: null }),
      "i-1 (eni-1) does not carry a tier, which every instance of this stack should.",
    ],
    [member("no-tier"), "i-1 (eni-1) belongs to this stack but carries none of its workload tiers."],
    [
      member("several-tiers"),
      "i-1 (eni-1) carries web and app at once; it should carry exactly one of the workload tiers.",
    ],
    [
      member("listed-interface", { tiers: ["web"] }),
      "i-1 (eni-1) is no primary interface and carries web; no membership rule speaks of it.",
    ],
  ])("%j: %s", (finding, words) => expect(said(finding)).toBe(words));

  it("are called by their ids where nobody has a better name", () => {
    const finding: Finding = { kind: "group-elsewhere", id: "", tier: "web", groupId: "sg-one" };
    expect(describeFinding(finding)).toBe("sg-one, which plays web, lives in another VPC than the stack.");
  });
});
