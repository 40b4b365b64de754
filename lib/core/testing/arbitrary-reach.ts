/** Random small estates for questions about reach: rules in both directions, and interfaces that carry no group. */
import fc from "fast-check";
import type { Observation, ObservedGroup, ObservedInterface } from "#lib/core/group/observation.ts";
import type { Inside, Network, ReachPeer } from "#lib/core/reach/question.ts";
import { arbitraryObservation, GROUPS } from "./arbitrary-estate.ts";
import { interfaceOf, ruleOf } from "./estate.ts";
import { obscured } from "./obscured-observation.ts";

const EGRESS = [
  "-1 * 0.0.0.0/0",
  "-1 * ::/0",
  "tcp 0-65535 10.0.0.0/8",
  "tcp 8080 10.0.1.0/24",
  "tcp 3306 sg-db",
  "tcp 8080 sg-app",
  "tcp 22 sg-stranger",
  "tcp 22 10.0.1.1/32",
  "tcp 22 pl-1",
  "tcp 443 sg-gone",
  "icmp 8/-1 10.0.0.0/8",
];

/** One group may have several of these; none lets nothing out. */
const egress = fc.oneof(
  { arbitrary: fc.constant([EGRESS[0] ?? ""]), weight: 2 },
  { arbitrary: fc.array(fc.constantFrom(...EGRESS), { maxLength: 3 }), weight: 3 },
);

const withEgress = (groups: readonly ObservedGroup[]): fc.Arbitrary<ObservedGroup[]> =>
  fc.array(egress, { minLength: groups.length, maxLength: groups.length }).map((texts) =>
    groups.map((group, at) => ({
      ...group,
      rules: [...group.rules, ...(texts[at] ?? []).map((text) => ruleOf(text, "egress"))],
    })),
  );

/** Some have an IPv6 address as well, and one may carry no group. */
const moreInterfaces = (items: readonly ObservedInterface[], ipv6: boolean, bare: boolean) => [
  ...items.map((item, at) =>
    ipv6 && at % 2 === 0
      ? { ...item, privateCidrs: [...item.privateCidrs, `2001:db8::${at + 1}/128`] }
      : item,
  ),
  ...(bare ? [interfaceOf("eni-bare", [], ["10.0.1.200/32"])] : []),
];

/** Everything read. */
export const arbitraryReachable: fc.Arbitrary<Observation> = fc
  .record({ observation: arbitraryObservation, ipv6: fc.boolean(), bare: fc.boolean() })
  .chain(({ observation, ipv6, bare }) =>
    withEgress(observation.groups).map((groups) => ({
      ...observation,
      groups,
      interfaces: moreInterfaces(observation.interfaces, ipv6, bare),
      // An interface has addresses of its VPC's networks alone.
      vpcs: observation.vpcs.map((vpc) => (ipv6 ? { ...vpc, ipv6Cidrs: ["2001:db8::/56"] } : vpc)),
    })),
  );

/** A truth, and what was seen of it. */
export const arbitraryPartlyRead: fc.Arbitrary<readonly [truth: Observation, seen: Observation]> =
  arbitraryReachable.chain((truth) => fc.tuple(fc.constant(truth), obscured(truth, 2)));

export const arbitraryNetworkTarget: fc.Arbitrary<Network> = fc
  .constantFrom(
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/8",
    "10.0.1.0/24",
    "10.0.1.1/32",
    "10.0.0.2/32",
    "10.0.1.200/32",
    "198.51.100.0/24",
    "203.0.113.7/32",
    "2001:db8::1/128",
  )
  .map((cidr) => ({ kind: "cidr", cidr }));

export const arbitraryNetworkPeer: fc.Arbitrary<ReachPeer> = fc.oneof(
  fc.constant<ReachPeer>({ kind: "internet" }),
  arbitraryNetworkTarget,
);

export const arbitraryGroupEnd: fc.Arbitrary<Inside> = fc
  .constantFrom(...GROUPS)
  .map((groupId) => ({ kind: "group", groupId }));

export const arbitraryAsked: fc.Arbitrary<string> = fc.constantFrom(
  "tcp/22",
  "tcp/20-25",
  "tcp/80",
  "tcp/443",
  "tcp/8080",
  "tcp/3306",
  "icmp/8",
  "all",
);
