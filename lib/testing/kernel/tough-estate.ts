/** Random estates that ask a kernel everything a rule may say: both families and directions, all kinds of protocol and peer. */
import fc from "fast-check";
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";

const GROUPS = ["sg-a", "sg-b", "sg-c", "sg-d"];

const cidr4 = fc
  .tuple(fc.ipV4(), fc.constantFrom(0, 1, 4, 8, 15, 16, 23, 24, 25, 30, 31, 32))
  .map(([address, length]) => `${address}/${length}`);
const cidr6 = fc
  .tuple(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 1, 3, 32, 47, 48, 64, 127, 128))
  .map(([part, length]) => `2001:db8:${part.toString(16)}::1/${length}`);

/** Near each other, so that they nest, touch and repeat. */
const near4 = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 }))
  .map(([host, length]) => `10.9.0.${host}/${length}`);

const peer = fc.oneof(
  { arbitrary: near4, weight: 4 },
  { arbitrary: cidr4, weight: 3 },
  { arbitrary: cidr6, weight: 3 },
  { arbitrary: fc.constantFrom("0.0.0.0/0", "::/0"), weight: 1 },
  { arbitrary: fc.constantFrom(...GROUPS, "sg-gone"), weight: 3 },
  { arbitrary: fc.constantFrom("pl-4", "pl-6"), weight: 2 },
);

const port = fc.oneof(fc.constantFrom(0, 1, 22, 80, 443, 65_534, 65_535), fc.integer({ min: 20, max: 90 }));
const ports = fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const typed = fc.oneof(
  fc.constant([-1, -1] as const),
  fc.tuple(fc.constantFrom(0, 3, 8, 11, 128, 135, 255), fc.constantFrom(-1, 0, 4, 255)),
);
const none = fc.constant([null, null] as const);

const service = fc.oneof(
  { arbitrary: fc.tuple(fc.constantFrom("tcp", "udp"), ports), weight: 6 },
  { arbitrary: fc.tuple(fc.constantFrom("icmp", "icmpv6"), typed), weight: 4 },
  { arbitrary: fc.tuple(fc.constant("icmpv6"), none), weight: 1 },
  { arbitrary: fc.tuple(fc.constantFrom("0", "2", "47", "50", "132", "254", "255"), none), weight: 3 },
  { arbitrary: fc.tuple(fc.constant("-1"), none), weight: 1 },
);

const rule: fc.Arbitrary<ObservedRule> = fc
  .tuple(service, peer, fc.constantFrom("ingress" as const, "egress" as const))
  .map(([[protocol, [fromPort, toPort]], text, direction]) => ({
    ...ruleOf(`tcp 0 ${text}`, direction),
    protocol,
    fromPort,
    toPort,
  }));

const rules = fc.array(rule, { minLength: 1, maxLength: 8 });

const list = (prefixListId: string, family: "ipv4" | "ipv6", entries: readonly string[]) => ({
  prefixListId,
  name: "",
  family,
  ownerId: ACCOUNT,
  version: 1,
  maxEntries: 9,
  entries,
});

/** The interface to try is `eni-1`; it carries two groups, and others carry what its rules name. */
export const toughEstate: fc.Arbitrary<Observation> = fc
  .record({
    rules: fc.tuple(rules, rules, rules, rules),
    entries4: fc.array(fc.oneof(near4, cidr4), { maxLength: 4 }),
    entries6: fc.array(cidr6, { maxLength: 4 }),
  })
  .map((estate) =>
    observationOf({
      groups: GROUPS.map((groupId, at) => groupOf(groupId, estate.rules[at] ?? [])),
      interfaces: [
        interfaceOf("eni-1", ["sg-a", "sg-b"], ["10.9.0.20/32", "2001:db8:9::20/128"]),
        interfaceOf("eni-2", ["sg-b", "sg-c"], ["10.9.0.21/32", "10.9.0.48/28", "2001:db8:9:8000::/80"]),
        interfaceOf("eni-3", ["sg-c"], ["10.8.0.1/32"]),
      ],
      prefixLists: [list("pl-4", "ipv4", estate.entries4), list("pl-6", "ipv6", estate.entries6)],
    }),
  );
