/**
 * A second, naive opinion of reach: a handful of addresses and services that tell all networks and ports of the test
 * estates apart, every packet looked at on its own. It shares no code with the algebra or with reach.
 */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Direction, Observation, ObservedInterface, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { GROUPS } from "#lib/core/testing/arbitrary-estate.ts";
import { arbitraryReachable } from "#lib/core/testing/arbitrary-reach.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { isWithin } from "#lib/core/testing/naive-addresses.ts";
import { canReach } from "./can-reach.ts";
import type { ReachPeer, ReachTarget } from "./question.ts";
import { readReachServices } from "./read-question.ts";
import { whoCanReach } from "./who-can-reach.ts";

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
  "2001:db8::1",
  "2001:db8::3",
];
const SERVICES = ["tcp/19", "tcp/22", "tcp/80", "tcp/443", "tcp/3306", "tcp/8080", "udp/53", "icmp/8/0"];

const addressesOf = (item: ObservedInterface) => item.privateCidrs.map((cidr) => cidr.split("/")[0] ?? "");

const meetsService = (rule: ObservedRule, service: string): boolean => {
  const [protocol, port] = service.split("/");
  if (rule.protocol === "-1") return true;
  if (rule.protocol !== protocol) return false;
  return protocol !== "tcp" || ((rule.fromPort ?? 0) <= Number(port) && Number(port) <= (rule.toPort ?? 0));
};

const meetsPeer = ({ peer }: ObservedRule, address: string, seen: Observation): boolean => {
  if (peer.kind === "group")
    return (
      seen.groups.some(({ groupId }) => groupId === peer.groupId) &&
      seen.interfaces.some(
        (item) => item.groupIds.includes(peer.groupId) && addressesOf(item).includes(address),
      )
    );
  const cidrs = peer.kind === "prefix-list" ? (seen.prefixLists[0]?.entries ?? []) : [peer.cidr];
  return cidrs.some((cidr) => isWithin(address, cidr));
};

const allows = (
  item: ObservedInterface,
  direction: Direction,
  peer: string,
  service: string,
  seen: Observation,
) =>
  item.groupIds.length === 0 ||
  seen.groups
    .filter(({ groupId }) => item.groupIds.includes(groupId))
    .flatMap(({ rules }) => rules)
    .some(
      (rule) => rule.direction === direction && meetsService(rule, service) && meetsPeer(rule, peer, seen),
    );

/** Does a packet from this address get through to the interface, at whichever of its addresses? */
const passes = (from: string, to: ObservedInterface, service: string, seen: Observation): boolean => {
  if (!allows(to, "ingress", from, service, seen)) return false;
  const sender = seen.interfaces.find((item) => addressesOf(item).includes(from));
  if (sender === undefined || sender.groupIds.length === 0) return true;
  return addressesOf(to).some(
    (address) =>
      address.includes(":") === from.includes(":") && allows(sender, "egress", address, service, seen),
  );
};

const verdictOf = (
  from: readonly string[],
  to: readonly ObservedInterface[],
  service: string,
  seen: Observation,
) => {
  const reached = to.filter((item) => from.some((address) => passes(address, item, service, seen)));
  if (reached.some(({ groupIds }) => groupIds.length > 0)) return "yes";
  return reached.length > 0 ? "ungoverned" : "no";
};

const contextOf = (seen: Observation) => ({ index: indexObservation(seen), stack: null, sources: [] });

const asked = (peer: ReachPeer, target: ReachTarget, service: string, seen: Observation) => {
  const services = readReachServices(service);
  const answer = services.ok
    ? canReach({ peer, target, services: services.value }, contextOf(seen))
    : services;
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value;
};

const carriers = (groupId: string, seen: Observation) =>
  seen.interfaces.filter(({ groupIds }) => groupIds.includes(groupId));

const TRIED = fc.record({
  seen: arbitraryReachable,
  address: fc.constantFrom(...ADDRESSES),
  from: fc.constantFrom(...GROUPS),
  to: fc.constantFrom(...GROUPS),
  at: fc.nat(4),
});

it("the naive oracle agrees whether an address, an interface or a group reaches an interface or a group", () => {
  fc.assert(
    fc.property(TRIED, ({ seen, address, from, to, at }) => {
      const single = `${address}/${address.includes(":") ? 128 : 32}`;
      const item = seen.interfaces[at % Math.max(1, seen.interfaces.length)];
      for (const service of SERVICES) {
        if (item !== undefined) {
          const target: ReachTarget = { kind: "interface", interfaceId: item.interfaceId };
          const answer = asked({ kind: "cidr", cidr: single }, target, service, seen);
          expect(answer.verdict).toBe(verdictOf([address], [item], service, seen));
          if (answer.witness !== null) {
            expect(answer.witness).toMatchObject({ from: address, service });
            expect(passes(answer.witness.from ?? "", item, service, seen)).toBe(true);
          }
        }
        const [members, targets] = [carriers(from, seen), carriers(to, seen)];
        if (members.length === 0 || targets.length === 0) continue;
        const answer = asked({ kind: "group", groupId: from }, { kind: "group", groupId: to }, service, seen);
        expect(answer.verdict).toBe(verdictOf(members.flatMap(addressesOf), targets, service, seen));
        expect(answer.interfaces.reached).toEqual(
          targets
            .filter((each) => verdictOf(members.flatMap(addressesOf), [each], service, seen) === "yes")
            .map(({ interfaceId }) => interfaceId)
            .sort(),
        );
      }
    }),
    { numRuns: lawCases(300) },
  );
});

it("the naive oracle agrees on everybody who reaches a group", () => {
  fc.assert(
    fc.property(
      arbitraryReachable,
      fc.constantFrom(...GROUPS),
      fc.constantFrom(...SERVICES),
      (seen, to, service) => {
        const targets = carriers(to, seen);
        if (targets.length === 0) return;
        const services = readReachServices(service);
        if (!services.ok) throw new Error(service);
        const who = whoCanReach({ kind: "group", groupId: to }, services.value, contextOf(seen));
        if (!who.ok) throw new Error(who.problem.sentence);
        expect(who.value.unknown).toEqual([]);
        const told = ADDRESSES.filter((address) =>
          who.value.byPacket.some((line) => isWithin(address, line.peer)),
        );
        expect(told).toEqual(
          ADDRESSES.filter((address) => verdictOf([address], targets, service, seen) === "yes"),
        );
      },
    ),
    { numRuns: lawCases() },
  );
});
