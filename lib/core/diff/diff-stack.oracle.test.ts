/**
 * A second, naive opinion of a stack's diff: a handful of peers and services that tell all networks and ports of the
 * test estates apart, every flow looked at on its own. It shares no code with the algebra or the diff.
 */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { arbitraryObservation, arbitraryStack, GROUPS } from "#lib/core/testing/arbitrary-estate.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, sourceOf, stackOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { isWithin } from "#lib/core/testing/naive-addresses.ts";
import type { MeantPeer, Stack, Tier } from "#lib/core/tier/pattern.ts";
import { diffStack } from "./diff-stack.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const ADDRESSES = [
  "1.1.1.1",
  "200.0.0.1",
  "10.9.9.9",
  "10.0.0.0",
  "10.0.0.2",
  "10.0.1.1",
  "10.0.1.3",
  "10.0.1.200",
  "198.51.100.1",
  "198.51.100.200",
  "203.0.113.7",
  "2600::1",
];
const PORTS = [19, 20, 22, 23, 25, 80, 443, 3306, 8080, 9_999];
const SERVICES = [...PORTS.map((port) => `tcp ${port}`), "udp 53", "icmp 8"];

type Flow = `${string} from ${string}`;

const matches = (rule: ObservedRule, service: string): boolean => {
  const [protocol, port] = service.split(" ");
  if (rule.protocol === "-1") return true;
  if (rule.protocol !== protocol) return false;
  if (protocol !== "tcp") return true;
  return (rule.fromPort ?? 0) <= Number(port) && Number(port) <= (rule.toPort ?? 0);
};

const listed = (observation: Observation): readonly string[] => observation.prefixLists[0]?.entries ?? [];

/** The addresses and groups that a rule or the model names. `sg-gone` names nobody. */
const peersOf = (peer: ObservedRule["peer"] | MeantPeer, observation: Observation): string[] => {
  if (peer.kind === "group") return peer.groupId === "sg-gone" ? [] : [peer.groupId];
  const cidrs = "cidr" in peer ? [peer.cidr] : listed(observation);
  return ADDRESSES.filter((address) => cidrs.some((cidr) => isWithin(address, cidr)));
};

const cross = (peers: readonly string[], services: readonly string[]): Flow[] =>
  peers.flatMap((peer) => services.map((service): Flow => `${service} from ${peer}`));

const allowedBy = (rule: ObservedRule, observation: Observation): Flow[] =>
  cross(
    peersOf(rule.peer, observation),
    SERVICES.filter((service) => matches(rule, service)),
  );

/** What packets meet: a group's flows are those of its interfaces. */
const packetsOf = (flows: Iterable<Flow>, observation: Observation): Set<string> =>
  new Set(
    [...flows].flatMap((flow) => {
      const [service, peer = ""] = flow.split(" from ");
      if (!peer.startsWith("sg-")) return [flow];
      return observation.interfaces
        .filter(({ groupIds }) => groupIds.includes(peer))
        .flatMap(({ privateCidrs }) => privateCidrs.map((cidr) => `${service} from ${cidr.split("/")[0]}`));
    }),
  );

const groupsOf = (stack: Stack, tier: string): string[] =>
  stack.bindings
    .filter((binding) => binding.tier === tier)
    .flatMap((binding) => [binding.primaryGroupId, ...binding.otherGroupIds]);

/** The combinations of a tier's groups that interfaces carry; all together where none does. */
const carriedOf = (groupIds: readonly string[], observation: Observation): string[][] => {
  const found = observation.interfaces
    .map((item) => groupIds.filter((groupId) => item.groupIds.includes(groupId)))
    .filter((carried) => carried.length > 0);
  return found.length === 0 ? [[...groupIds]] : found;
};

interface Meant {
  readonly allowed: Set<string>;
  readonly required: Set<Flow>;
  /** Flows with any group that plays a tier the model names, carried now or not. */
  readonly named: Set<Flow>;
  /** For each of these, one flow at least must be there. */
  readonly oneOf: readonly (readonly Flow[])[];
}

const meantBy = (stack: Stack, tier: Tier, observation: Observation): Meant => {
  const allowed = new Set<string>();
  const required = new Set<Flow>();
  const named = new Set<Flow>();
  const oneOf: Flow[][] = [];
  if (tier.ingress.mode !== "list") throw new Error("The test estates list their flows.");
  for (const { peer, services } of tier.ingress.flows) {
    const names = services.map(({ fromPort }) => `tcp ${fromPort}`);
    const must = (peers: readonly string[]) => {
      for (const flow of cross(peers, names)) required.add(flow);
    };
    if (peer.kind === "anyone") {
      const hasIpv6 = (observation.vpcs[0]?.ipv6Cidrs.length ?? 0) > 0;
      must(ADDRESSES.filter((address) => hasIpv6 || !address.includes(":")));
      for (const flow of cross(GROUPS, names)) allowed.add(flow);
    } else if (peer.kind === "tier") {
      const groupIds = groupsOf(stack, peer.tier);
      for (const flow of cross(groupIds, names)) named.add(flow);
      for (const carried of carriedOf(groupIds, observation))
        oneOf.push(...names.map((name) => cross(carried, [name])));
    } else if (peer.kind === "granted-sources") {
      for (const source of stack.openSources) must(peersOf(source.peer, observation));
    }
  }
  for (const flow of [...required, ...named]) allowed.add(flow);
  return { allowed, required, named, oneOf };
};

interface Judged {
  readonly id: string;
  readonly groupId: string;
  readonly flows: readonly Flow[];
  readonly verdict: string;
}

const judge = (stack: Stack, tier: Tier, observation: Observation) => {
  const { allowed, required, named, oneOf } = meantBy(stack, tier, observation);
  const groupIds = groupsOf(stack, tier.name);
  const seen = new Map<string, Judged>();
  for (const group of observation.groups.filter(({ groupId }) => groupIds.includes(groupId)))
    for (const rule of group.rules) {
      const id = JSON.stringify([group.groupId, rule.protocol, rule.fromPort, rule.toPort, rule.peer]);
      const flows = allowedBy(rule, observation);
      const inside = flows.filter((flow) => allowed.has(flow)).length;
      const isStale = rule.peer.kind === "group" && rule.peer.groupId === "sg-gone";
      const verdict = inside === flows.length ? "inside" : inside === 0 ? "extra" : "too-wide";
      seen.set(id, { id, groupId: group.groupId, flows, verdict: isStale ? "stale" : verdict });
    }
  const rules = [...seen.values()];
  const inside = rules.filter(({ verdict }) => verdict === "inside");
  const isRequired = (flow: Flow) => required.has(flow) || named.has(flow);
  const isCovered = (rule: Judged): boolean => {
    const settings = carriedOf(groupIds, observation).filter((carried) => carried.includes(rule.groupId));
    return (settings.length === 0 ? [[rule.groupId]] : settings).every((carried) => {
      const others = inside
        .filter((other) => other !== rule && carried.includes(other.groupId))
        .flatMap(({ flows }) => flows);
      const packets = packetsOf(others, observation);
      return (
        rule.flows.filter(isRequired).every((flow) => others.includes(flow)) &&
        [...packetsOf(rule.flows, observation)].every((packet) => packets.has(packet))
      );
    });
  };
  const verdicts = rules.map((rule): [string, string] => [
    rule.id,
    rule.verdict === "inside" ? (isCovered(rule) ? "redundant" : "needed") : rule.verdict,
  ]);
  const missing = carriedOf(groupIds, observation).flatMap((carried) => {
    const have = rules.filter(({ groupId }) => carried.includes(groupId)).flatMap(({ flows }) => flows);
    const lacking = oneOf.filter((choice) => !choice.some((flow) => have.includes(flow)));
    return [
      ...[...required].filter((flow) => !have.includes(flow)),
      ...lacking.flatMap((choice) => choice[0] ?? []),
    ];
  });
  const excess = rules.filter(({ verdict }) => verdict !== "stale").flatMap(({ flows }) => flows);
  return {
    verdicts: new Map(verdicts),
    missing: new Set(missing),
    excess: new Set(excess.filter((flow) => !allowed.has(flow))),
  };
};

/** Printed lines, flow by flow. */
const spelled = (lines: readonly { readonly peer: string; readonly service: string }[]): Set<string> =>
  new Set(
    lines.flatMap(({ peer, service }) => {
      const [protocol, ports = "0-65535"] = service.split("/");
      const [low = 0, high = low] = ports.split("-").map(Number);
      const services = SERVICES.filter((candidate) => {
        const [name, port] = candidate.split(" ");
        if (service === "all") return true;
        if (protocol === "icmp" && name === "icmp") return low <= 8 && 8 <= high;
        return name === protocol && low <= Number(port) && Number(port) <= high;
      });
      const peers = peer.startsWith("sg-") ? [peer] : ADDRESSES.filter((address) => isWithin(address, peer));
      return cross(peers, services);
    }),
  );

const agree = (stack: Stack, observation: Observation): void => {
  diffStack(stack, observation).tiers.forEach(({ ingress }, at) => {
    const tier = stack.pattern.tiers[at];
    if (tier === undefined) throw new Error("A tier is missing.");
    const naive = judge(stack, tier, observation);
    const verdicts = ingress.rules.map(({ groupId, protocol, fromPort, toPort, peer, verdict }) => [
      JSON.stringify([groupId, protocol, fromPort, toPort, peer]),
      verdict,
    ]);
    expect(Object.fromEntries(verdicts)).toStrictEqual(Object.fromEntries(naive.verdicts));
    expect(spelled(ingress.missing)).toEqual(naive.missing);
    expect(spelled(ingress.excess)).toEqual(naive.excess);
  });
};

it("the naive oracle agrees on what is missing, what is too much, and every verdict", () => {
  fc.assert(fc.property(arbitraryStack, arbitraryObservation, agree), { numRuns: lawCases() });
});

/** Every selection of some things. */
const subsets = <Thing>(things: readonly Thing[]): Thing[][] =>
  things.reduce<Thing[][]>((all, thing) => all.flatMap((some) => [some, [...some, thing]]), [[]]);

it("and for every selection of rules at the door, from every selection of sources", () => {
  const rules = [
    "tcp 22 198.51.100.0/24",
    "tcp 22 198.51.100.0/25",
    "tcp 22 198.51.100.128/25",
    "tcp 20-22 203.0.113.7/32",
    "tcp 22 203.0.113.7/32",
    "tcp 22 pl-1",
    "-1 * 0.0.0.0/0",
    "tcp 22 sg-gone",
  ];
  const others = [
    groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
    groupOf("sg-app", ["tcp 8080 sg-web"]),
    groupOf("sg-db", ["tcp 3306 sg-app"]),
  ];
  const interfaces = [interfaceOf("eni-0", ["sg-web", "sg-ssh"], ["10.0.0.2/32"])];
  const list = {
    prefixListId: "pl-1",
    name: "",
    family: "ipv4" as const,
    ownerId: ACCOUNT,
    version: 1,
    maxEntries: 5,
    entries: ["198.51.100.0/25", "203.0.113.7/32"],
  };
  const cases = subsets(rules).flatMap((chosen) =>
    subsets(["198.51.100.0/24", "203.0.113.7/32"]).map((sources) => ({ chosen, sources })),
  );
  // Where fewer cases are asked for, as many as that, evenly spread.
  const stride = Math.max(1, Math.floor(cases.length / lawCases(cases.length)));
  for (const { chosen, sources } of cases.filter((_, at) => at % stride === 0)) {
    const groups = [...others, groupOf("sg-ssh", chosen)];
    agree(
      stackOf({ openSources: sources.map(sourceOf) }),
      observationOf({ groups, interfaces, prefixLists: [list] }),
    );
  }
});
