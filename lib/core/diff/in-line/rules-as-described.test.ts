/** A group whose rules nobody has made yet, beside its model: the same is left of it as of one whose rules are there. */
import { describe, expect, it } from "vitest";
import type { Direction, Observation, ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { type Permission, visitPermissions } from "#lib/core/group/permission.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import { withRulesOnDemand } from "#lib/core/group/rules-on-demand.ts";
import {
  ACCOUNT,
  bindingOf,
  groupOf,
  observationOf,
  peerOf,
  ruleOf,
  sourceOf,
  stackOf,
  tcp,
  tierOf,
} from "#lib/core/testing/estate.ts";
import { flow, list, named, tier } from "#lib/core/testing/reduced-direction.ts";
import type { MeantFlow } from "#lib/core/tier/pattern.ts";
import { reduceDirection } from "./reduce-direction.ts";

interface Described {
  readonly ingress?: readonly Permission[];
  readonly egress?: readonly Permission[];
}

const rulesOf = (permissions: readonly Permission[], direction: Direction): ObservedRule[] => {
  const rules: ObservedRule[] = [];
  visitPermissions(permissions, 0, (service, _kind, text, reference) =>
    rules.push({ ...ruleOf("-1 * ::/0", direction), ...service, peer: reference ?? peerOf(text) }),
  );
  return rules;
};

/** The group twice: its rules still to be made, and there. */
const bothOf = ({ ingress = [], egress = [] }: Described): readonly ObservedGroup[] => {
  const make = () => [...rulesOf(ingress, "ingress"), ...rulesOf(egress, "egress")];
  const { rules: _, rulesKnown: __, ...bare } = groupOf("sg-app", []);
  const makeAt = (places: ReadonlySet<number>) => make().filter((_, place) => places.has(place));
  return [
    withRulesOnDemand(bare, { check: () => ({ ingress, egress }), make, makeAt }),
    groupOf("sg-app", make()),
  ];
};

/** Which flows and rules of app are left, or which of all or nothing is. */
const left = (
  flows: readonly MeantFlow[],
  described: Described,
  more: Partial<Omit<Observation, "parts">> = {},
  sources: readonly string[] = [],
) => {
  const direction = described.egress === undefined ? "ingress" : "egress";
  const app = tierOf("app", [], { [direction]: { mode: "list", flows } });
  const stack = stackOf({
    pattern: { ...stackOf().pattern, tiers: [app, tierOf("web", [])] },
    bindings: [bindingOf("app", "sg-app"), bindingOf("web", "sg-web")],
    openSources: sources.map(sourceOf),
  });
  const [unmade, made] = bothOf(described).map((group) => {
    const groups = [group, groupOf("sg-web", []), groupOf("sg-x", [])];
    const index = indexObservation(observationOf({ groups, ...more }));
    const found = reduceDirection(stack, app, direction, index);
    if (typeof found === "string") return found;
    const model = found.tier[direction];
    return {
      flows: model.mode === "list" ? model.flows.length : model.mode,
      rules: (found.index.groups.get("sg-app")?.rules ?? []).map((rule) => {
        const { service, peer } = ruleText(rule);
        return `${rule.direction} ${service} ${peer}`;
      }),
    };
  });
  expect(unmade).toEqual(made);
  return unmade;
};

const ssh = (more: Partial<Permission>): Permission => ({
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  ...more,
});
const WEB_PAIR = { GroupId: "sg-web", UserId: ACCOUNT };
const LIST = { prefixLists: [list(["192.0.2.0/24"])] };
const MEANT = [
  flow("198.51.100.0/24", tcp(22)),
  flow("203.0.113.0/24", tcp(22)),
  flow("2001:db8::/64", tcp(22)),
  flow({ kind: "prefix-list", prefixListId: "pl-1" }, tcp(22)),
  flow(tier("web"), tcp(22)),
];
const IPV4 = { IpRanges: [{ CidrIp: "198.51.100.0/24" }, { CidrIp: "203.0.113.0/24" }] };
const IPV6 = { Ipv6Ranges: [{ CidrIpv6: "2001:db8::/64" }] };
const LISTS = { PrefixListIds: [{ PrefixListId: "pl-1" }] };
const PAIRS = { UserIdGroupPairs: [WEB_PAIR] };
const HELD = ssh({ ...IPV4, ...IPV6, ...LISTS, ...PAIRS });

describe("rules as EC2 describes them", () => {
  it("are all as meant, whatever their peers are, in one permission or in several", () => {
    expect(left(MEANT, { ingress: [HELD] }, LIST)).toBe("in-line");
    const apart = [PAIRS, LISTS, IPV6, IPV4].map(ssh);
    expect(left(MEANT, { ingress: apart }, LIST)).toBe("in-line");
    expect(
      left(MEANT, { egress: [HELD], ingress: [ssh({ IpRanges: [{ CidrIp: "0.0.0.0/0" }] })] }, LIST),
    ).toBe("in-line");
  });

  /** At places of their own: what nobody meant stands before, among and after what was meant. */
  const EARLIER: Permission = {
    IpProtocol: "udp",
    FromPort: 9,
    ToPort: 9,
    IpRanges: [{ CidrIp: "192.0.8.0/24" }],
    Ipv6Ranges: [{ CidrIpv6: "2001:db9::/64" }],
    PrefixListIds: [{ PrefixListId: "pl-2" }],
    UserIdGroupPairs: [{ GroupId: "sg-x", UserId: ACCOUNT }],
  };
  it.each<[string, Partial<Permission>]>([
    ["192.0.3.0/24", { IpRanges: [...IPV4.IpRanges, { CidrIp: "192.0.3.0/24" }] }],
    ["2001:db9::/64", { Ipv6Ranges: [{ CidrIpv6: "2001:db9::/64" }, ...IPV6.Ipv6Ranges] }],
    ["pl-2", { PrefixListIds: [...LISTS.PrefixListIds, { PrefixListId: "pl-2" }] }],
  ])("leave those that nobody meant, and no others: with %s", (peer, more) => {
    const lists = [list(["192.0.2.0/24"]), { ...list(["192.0.9.0/24"]), prefixListId: "pl-2" }];
    for (const direction of ["ingress", "egress"] as const) {
      const ingress = [ssh(PAIRS)];
      const described = { ingress, [direction]: [EARLIER, { ...HELD, ...more }, EARLIER] };
      const odd = ["192.0.8.0/24", "2001:db9::/64", "pl-2", "sg-x"].map(
        (each) => `${direction} udp/9 ${each}`,
      );
      expect(left(MEANT, described, { prefixLists: lists })).toEqual({
        flows: 0,
        rules: [...odd, `${direction} tcp/22 ${peer}`, ...odd],
      });
    }
  });

  it("count once, however often they stand there, and a flow that none of them holds is left", () => {
    const [office, other] = [flow("198.51.100.0/24", tcp(22)), flow("203.0.113.0/24", tcp(23))];
    const twice = [ssh({ IpRanges: [{ CidrIp: "198.51.100.0/24" }, { CidrIp: "198.51.100.0/24" }] })];
    expect(left([office], { ingress: twice })).toBe("in-line");
    expect(left([office, other], { ingress: twice })).toEqual({ flows: 1, rules: [] });
    expect(left([office, other], {})).toEqual({ flows: 2, rules: [] });
    expect(left([office, flow("198.51.100.0/25", tcp(22))], { ingress: twice })).toEqual({
      flows: 2,
      rules: ["ingress tcp/22 198.51.100.0/24", "ingress tcp/22 198.51.100.0/24"],
    });
  });

  it("have ports where the protocol has, and none where EC2 only says so", () => {
    const everything = [flow("10.0.0.0/8", { protocol: "all", fromPort: null, toPort: null })];
    const all = { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
    expect(left(everything, { ingress: [all] })).toBe("in-line");
    expect(left(everything, { ingress: [{ ...all, FromPort: -1, ToPort: -1 }] })).toBe("in-line");
    expect(
      left(everything, { ingress: [{ ...all, IpProtocol: "tcp", FromPort: 0, ToPort: 65_535 }] }),
    ).toEqual({
      flows: 1,
      rules: ["ingress tcp 10.0.0.0/8"],
    });
    const ports = (FromPort: number, ToPort: number) =>
      left([flow("10.0.0.0/8", { protocol: "tcp", fromPort: 20, toPort: 22 })], {
        ingress: [{ ...all, IpProtocol: "tcp", FromPort, ToPort }],
      });
    expect(ports(20, 22)).toBe("in-line");
    expect(ports(20, 23)).toEqual({ flows: 1, rules: ["ingress tcp/20-23 10.0.0.0/8"] });
    expect(ports(19, 22)).toEqual({ flows: 1, rules: ["ingress tcp/19-22 10.0.0.0/8"] });
  });

  it("are not as meant where the group they name is out of reach", () => {
    const flows = [flow(named("sg-far"), tcp(22))];
    const pair = {
      GroupId: "sg-far",
      UserId: "999999999999",
      VpcId: "vpc-9",
      VpcPeeringConnectionId: "pcx-1",
    };
    const over = (PeeringStatus: string) =>
      left(flows, { ingress: [ssh({ UserIdGroupPairs: [{ ...pair, PeeringStatus }] })] });
    expect(over("active")).toBe("in-line");
    for (const status of ["deleted", "pending-acceptance"])
      expect(over(status)).toEqual({ flows: 1, rules: ["ingress tcp/22 sg-far"] });
    expect(left(flows, { ingress: [ssh({ UserIdGroupPairs: [{ GroupId: "sg-far" }] })] })).toEqual({
      flows: 1,
      rules: ["ingress tcp/22 sg-far"],
    });
  });

  it("follow the sources of the stack where the pattern does not ask for them", () => {
    const door = [flow({ kind: "granted-sources" }, tcp(22)), flow(tier("web"), tcp(8080))];
    const ranges = (...cidrs: readonly string[]) => ssh({ IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });
    const web: Permission = { IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [WEB_PAIR] };
    const sources = ["203.0.113.0/24", "198.51.100.0/24"];
    expect(left(door, { ingress: [web, ranges(...sources)] }, {}, sources)).toBe("in-line");
    expect(left(door, { ingress: [ranges(...sources.toReversed()), web] }, {}, sources)).toBe("in-line");
    expect(left(door, { ingress: [ranges(...sources, "192.0.2.0/24"), web] }, {}, sources)).toEqual({
      flows: 0,
      rules: ["ingress tcp/22 192.0.2.0/24"],
    });
    expect(left(door, { ingress: [ranges("198.51.100.0/24"), web] }, {}, sources)).toEqual({
      flows: 1,
      rules: [],
    });
  });
});
