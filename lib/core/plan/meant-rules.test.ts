import { describe, expect, it } from "vitest";
import { indexObservation } from "../group/observation-index.ts";
import { bindingOf, groupOf, observationOf, sourceOf, stackOf, tcp, tierOf } from "../testing/estate.ts";
import type { DirectionModel, MeantFlow, Stack } from "../tier/pattern.ts";
import { meantRules } from "./meant-rules.ts";
import { ruleWords } from "./step-words.ts";

const estate = (ipv6Cidrs: readonly string[] = []) => {
  const seen = observationOf({
    groups: [groupOf("sg-web", []), groupOf("sg-far", [], { ownerId: "999999999999" })],
  });
  return indexObservation({ ...seen, vpcs: seen.vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs })) });
};

const written = (model: DirectionModel, stack: Stack = stackOf(), index = estate()) =>
  meantRules(stack, tierOf("app", [], { ingress: model }), "ingress", index);

const words = (peer: MeantFlow["peer"], stack?: Stack, index = estate()) =>
  written({ mode: "list", flows: [{ peer, services: [tcp(22)] }] }, stack, index).map(ruleWords);

describe("the rules a person would write for a model", () => {
  it("are none where it leaves the direction alone, and everything where it means anything", () => {
    expect(written({ mode: "unmanaged" })).toEqual([]);
    expect(written({ mode: "any" }).map(ruleWords)).toEqual(["all from 0.0.0.0/0"]);
    const dual = estate(["2001:db8::/56"]);
    expect(written({ mode: "any" }, stackOf(), dual).map(ruleWords)).toEqual([
      "all from 0.0.0.0/0",
      "all from ::/0",
    ]);
  });

  it("are for IPv4 alone in a VPC that has nothing else, or that nobody has seen", () => {
    expect(words({ kind: "anyone" })).toEqual(["tcp/22 from 0.0.0.0/0"]);
    expect(words({ kind: "anyone" }, stackOf({ vpcId: "vpc-9" }), estate(["2001:db8::/56"]))).toEqual([
      "tcp/22 from 0.0.0.0/0",
    ]);
    expect(words({ kind: "anyone" }, stackOf(), estate(["2001:db8::/56"]))).toEqual([
      "tcp/22 from 0.0.0.0/0",
      "tcp/22 from ::/0",
    ]);
  });

  it("name networks by their canonical text, lists as lists, and tiers by every group that plays them", () => {
    expect(words({ kind: "cidr", cidr: "10.1.2.3/8" })).toEqual(["tcp/22 from 10.0.0.0/8"]);
    expect(words({ kind: "cidr", cidr: "2001:DB8:0::/32" })).toEqual(["tcp/22 from 2001:db8::/32"]);
    expect(words({ kind: "prefix-list", prefixListId: "pl-1" })).toEqual(["tcp/22 from pl-1"]);
    const two = stackOf({ bindings: [bindingOf("web", "sg-web", "sg-web2")] });
    expect(words({ kind: "tier", tier: "web" }, two)).toEqual(["tcp/22 from sg-web", "tcp/22 from sg-web2"]);
    expect(words({ kind: "tier", tier: "cache" }, two)).toEqual([]);
    expect(() => words({ kind: "cidr", cidr: "10.0.0.0/40" })).toThrow("10.0.0.0/40 is no network.");
  });

  it("name a group with its account, where that is known", () => {
    const peerOf = (groupId: string) =>
      written({ mode: "list", flows: [{ peer: { kind: "group", groupId }, services: [tcp(22)] }] })[0]?.peer;
    expect(peerOf("sg-far")).toStrictEqual({ kind: "group", groupId: "sg-far", ownerId: "999999999999" });
    expect(peerOf("sg-nowhere")).toStrictEqual({ kind: "group", groupId: "sg-nowhere" });
  });

  it("open the door to each source of the stack", () => {
    const stack = stackOf({
      openSources: [
        sourceOf("198.51.100.0/24"),
        { name: "VPN", peer: { kind: "prefix-list", prefixListId: "pl-1" } },
        { name: "bastion", peer: { kind: "group", groupId: "sg-web" } },
      ],
    });
    expect(words({ kind: "granted-sources" }, stack)).toEqual([
      "tcp/22 from 198.51.100.0/24",
      "tcp/22 from pl-1",
      "tcp/22 from sg-web",
    ]);
    expect(words({ kind: "granted-sources" })).toEqual([]);
  });

  it("are one for each peer and range of services, in the shape EC2 takes", () => {
    const flows: MeantFlow[] = [
      {
        peer: { kind: "cidr", cidr: "10.0.0.0/8" },
        services: [tcp(80), tcp(81), { protocol: "udp", fromPort: 53, toPort: 53 }],
      },
    ];
    const peer = { kind: "ipv4", cidr: "10.0.0.0/8" };
    expect(written({ mode: "list", flows })).toStrictEqual([
      { direction: "ingress", protocol: "tcp", fromPort: 80, toPort: 81, peer },
      { direction: "ingress", protocol: "udp", fromPort: 53, toPort: 53, peer },
    ]);
  });
});
