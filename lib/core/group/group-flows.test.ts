import { describe, expect, it } from "vitest";
import { type FlowLine, printFlows } from "#lib/core/net/flow-line.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, ruleOf, VPC } from "#lib/core/testing/estate.ts";
import { groupFlows, interfaceFlows } from "./group-flows.ts";
import type { Observation, ObservedPart, ObservedRule } from "./observation.ts";
import { indexObservation } from "./observation-index.ts";
import { byPacket } from "./packet-flows.ts";

const text = ({ peer, service }: FlowLine) => `${service} ${peer}`;

const flowsOf = (
  rules: readonly (string | ObservedRule)[],
  more: Partial<Omit<Observation, "parts">> = {},
  unread: ObservedPart[] = [],
) => {
  const groups = [groupOf("sg-it", rules), ...(more.groups ?? [])];
  const index = indexObservation(observationOf({ ...more, groups }, unread));
  const rule = groupFlows("sg-it", "ingress", index);
  const packet = byPacket(rule, index);
  return {
    surely: printFlows(rule.surely).map(text),
    possibly: printFlows(rule.possibly).map(text),
    packets: printFlows(packet.surely).map(text),
    possiblePackets: printFlows(packet.possibly).map(text),
  };
};

const list = (entries: readonly string[] | null) => ({
  prefixListId: "pl-1",
  name: "",
  family: "ipv4" as const,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 10,
  entries,
});

const toGroup = (groupId: string, more: object): ObservedRule => ({
  ...ruleOf("tcp 22 sg-x"),
  peer: { kind: "group", groupId, ...more },
});

describe("what a group allows, by rule", () => {
  it("is the union of its rules in that direction", () => {
    const egress = ruleOf("-1 * 0.0.0.0/0", "egress");
    const { surely } = flowsOf([
      "tcp 22 10.0.0.0/25",
      "tcp 22 10.0.0.128/25",
      "tcp 23-25 10.0.0.0/24",
      egress,
    ]);
    expect(surely).toStrictEqual(["tcp/22-25 10.0.0.0/24"]);
  });

  it("keeps IPv4 in IPv6 apart from IPv4", () => {
    const { surely } = flowsOf(["tcp 22 ::ffff:10.0.0.1/128"]);
    expect(surely).toStrictEqual(["tcp/22 ::ffff:a00:1/128"]);
  });

  it("is judged anew where the next look shares the group, and what its rules name has changed", () => {
    const group = groupOf("sg-it", [
      "tcp 22 10.0.0.0/24",
      "tcp 23 pl-1",
      toGroup("sg-other", { ownerId: ACCOUNT }),
    ]);
    const seen = (entries: readonly string[], others: readonly string[]) => {
      const groups = [group, ...others.map((id) => groupOf(id, []))];
      const index = indexObservation(observationOf({ groups, prefixLists: [list(entries)] }));
      return printFlows(groupFlows("sg-it", "ingress", index).surely).map(text);
    };
    const before = seen(["10.1.0.0/24"], ["sg-other"]);
    expect(before).toStrictEqual(["tcp/22 10.0.0.0/24", "tcp/23 10.1.0.0/24", "tcp/22 sg-other"]);
    expect(seen(["10.2.0.0/24"], [])).toStrictEqual(["tcp/22 10.0.0.0/24", "tcp/23 10.2.0.0/24"]);
    expect(seen(["10.1.0.0/24"], ["sg-other"])).toStrictEqual(before);
  });

  it("resolves a prefix list", () => {
    const { surely, possibly } = flowsOf(["tcp 22 pl-1"], {
      prefixLists: [list(["10.0.0.1/9", "10.128.0.0/9"])],
    });
    expect(surely).toStrictEqual(["tcp/22 10.0.0.0/8"]);
    expect(possibly).toStrictEqual(surely);
  });

  it("takes an unreadable prefix list for anything between nothing and its family", () => {
    const { surely, possibly } = flowsOf(["tcp 22 pl-1"], { prefixLists: [list(null)] });
    expect([surely, possibly]).toStrictEqual([[], ["tcp/22 0.0.0.0/0"]]);
    expect(flowsOf(["tcp 22 pl-1"]).possibly).toStrictEqual(["tcp/22 0.0.0.0/0", "tcp/22 ::/0"]);
  });

  it("knows nothing of a group whose rules were not read", () => {
    const index = indexObservation(observationOf({ groups: [groupOf("sg-it", [], { rulesKnown: false })] }));
    const { surely, possibly } = groupFlows("sg-it", "ingress", index);
    expect(printFlows(surely)).toStrictEqual([]);
    expect(printFlows(possibly).map(text)).toStrictEqual(["all 0.0.0.0/0", "all ::/0", "all sg-it"]);
    const gone = groupFlows("sg-gone", "ingress", index);
    expect(printFlows(gone.possibly)).toStrictEqual([]);
  });
});

describe("references to groups", () => {
  const other = groupOf("sg-x", []);

  it.each([
    ["in the same VPC is a symbol", { ownerId: ACCOUNT }, ["tcp/22 sg-x"], ["tcp/22 sg-x"]],
    [
      "over an active peering is a symbol",
      { ownerId: "999", peeringId: "pcx-1", peeringStatus: "active" },
      ["tcp/22 sg-x"],
      ["tcp/22 sg-x"],
    ],
    [
      "over a pending peering is unknown",
      { ownerId: "999", peeringId: "pcx-1", peeringStatus: "pending-acceptance" },
      [],
      ["tcp/22 sg-x"],
    ],
    [
      "over a deleted peering grants nothing",
      { ownerId: "999", peeringId: "pcx-1", peeringStatus: "deleted" },
      [],
      [],
    ],
    ["over a peering that is gone grants nothing", { ownerId: "999", peeringId: "pcx-1" }, [], []],
  ])("%s", (_, peer, surely, possibly) => {
    const flows = flowsOf([toGroup("sg-x", peer)], { groups: [other] });
    expect([flows.surely, flows.possibly]).toStrictEqual([surely, possibly]);
  });

  it("to a deleted group, whose account EC2 leaves out, grant nothing", () => {
    const flows = flowsOf([toGroup("sg-deleted", {}), toGroup("sg-deleted", { ownerId: ACCOUNT })]);
    expect([flows.surely, flows.possibly]).toStrictEqual([[], []]);
  });

  it("to a group that may merely not have been read are unknown", () => {
    const flows = flowsOf([toGroup("sg-x", { ownerId: ACCOUNT })], {}, ["groups"]);
    expect([flows.surely, flows.possibly]).toStrictEqual([[], ["tcp/22 sg-x"]]);
  });

  it("to a group of another VPC count over an active peering, and are unknown without one", () => {
    const far = groupOf("sg-x", [], { vpcId: "vpc-2" });
    const peering = {
      peeringId: "pcx-1",
      status: "active",
      requesterVpcId: "vpc-2",
      requesterAccountId: ACCOUNT,
      accepterVpcId: VPC,
      accepterAccountId: ACCOUNT,
    };
    expect(flowsOf(["tcp 22 sg-x"], { groups: [far], peerings: [peering] }).surely).toStrictEqual([
      "tcp/22 sg-x",
    ]);
    expect(flowsOf(["tcp 22 sg-x"], { groups: [far] }).surely).toStrictEqual([]);
    const shared = groupOf("sg-x", [], { vpcId: "vpc-2", associatedVpcIds: [VPC] });
    expect(flowsOf(["tcp 22 sg-x"], { groups: [shared] }).surely).toStrictEqual(["tcp/22 sg-x"]);
  });
});

describe("what a group allows, by packet", () => {
  const interfaces = [
    interfaceOf("eni-1", ["sg-x"], ["10.0.0.4/32", "10.0.0.5/32", "10.0.7.0/28", "2001:db8::4/128"]),
    interfaceOf("eni-2", ["sg-y"], ["10.0.0.9/32"]),
  ];
  const groups = [groupOf("sg-x", []), groupOf("sg-y", [])];

  it("puts the private addresses of the carriers for a reference, prefixes and both families included", () => {
    const { packets, possiblePackets } = flowsOf(["tcp 22 sg-x"], { groups, interfaces });
    expect(packets).toStrictEqual(["tcp/22 10.0.0.4/31", "tcp/22 10.0.7.0/28", "tcp/22 2001:db8::4/128"]);
    expect(possiblePackets).toStrictEqual(packets);
  });

  it("is unknown while the interfaces are not all read, and for groups of other accounts", () => {
    const partial = flowsOf(["tcp 22 sg-x"], { groups, interfaces }, ["interfaces"]);
    expect([partial.packets, partial.possiblePackets]).toStrictEqual([
      [],
      ["tcp/22 0.0.0.0/0", "tcp/22 ::/0"],
    ]);
    const foreign = flowsOf([toGroup("sg-z", { ownerId: "999" })], { groups, interfaces });
    expect([foreign.packets, foreign.possiblePackets]).toStrictEqual([
      [],
      ["tcp/22 0.0.0.0/0", "tcp/22 ::/0"],
    ]);
  });

  it("an interface allows the union over its groups; with none it is ungoverned, not closed", () => {
    const two = interfaceOf("eni-1", ["sg-a", "sg-b"], []);
    const index = indexObservation(
      observationOf({
        groups: [groupOf("sg-a", ["tcp 22 ::/0"]), groupOf("sg-b", ["tcp 23 ::/0"])],
        interfaces: [two],
      }),
    );
    const flows = interfaceFlows(two, "ingress", index);
    expect(flows === "ungoverned" ? flows : printFlows(flows.surely).map(text)).toStrictEqual([
      "tcp/22-23 ::/0",
    ]);
    expect(interfaceFlows({ ...two, groupIds: [] }, "ingress", index)).toBe("ungoverned");
  });
});
