/** Random small estates around the four-tier pattern, drawn from a pool whose rules often meet and cover each other. */
import fc from "fast-check";
import type {
  Observation,
  ObservedGroup,
  ObservedInterface,
  ObservedPrefixList,
} from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { ACCOUNT, bindingOf, groupOf, interfaceOf, observationOf, sourceOf, stackOf, VPC } from "./estate.ts";

export const GROUPS = ["sg-web", "sg-web2", "sg-app", "sg-db", "sg-ssh", "sg-stranger"];

export const NETWORKS = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "::/0",
  "10.0.0.0/8",
  "10.0.1.0/24",
  "10.0.1.1/32",
  "198.51.100.0/24",
  "198.51.100.0/25",
  "198.51.100.128/25",
  "203.0.113.7/32",
];

export const SERVICES = [
  "tcp 22",
  "tcp 20-22",
  "tcp 23-25",
  "tcp 80",
  "tcp 443",
  "tcp 8080",
  "tcp 3306",
  "tcp 0-65535",
  "-1 *",
  "icmp 8/-1",
];

/** `sg-gone` is no group of any observation: a stale reference. */
const PEERS = [...NETWORKS, ...GROUPS, "sg-gone", "pl-1"];

const ruleTexts = (services: readonly string[], peers: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...services), fc.constantFrom(...peers)).map((parts) => parts.join(" "));

/** What the pattern asks of each group, and near misses of it, more often than anything else. */
const LIKELY: Readonly<Record<string, readonly [services: readonly string[], peers: readonly string[]]>> = {
  "sg-web": [
    ["tcp 80", "tcp 443"],
    ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "sg-stranger"],
  ],
  "sg-web2": [
    ["tcp 80", "tcp 443"],
    ["0.0.0.0/0", "::/0"],
  ],
  "sg-app": [["tcp 8080"], ["sg-web", "sg-web2", "10.0.0.0/8"]],
  "sg-db": [["tcp 3306"], ["sg-app", "10.0.1.0/24"]],
  "sg-ssh": [
    ["tcp 22"],
    ["198.51.100.0/24", "198.51.100.0/25", "198.51.100.128/25", "203.0.113.7/32", "pl-1"],
  ],
};

const rulesFor = (groupId: string): fc.Arbitrary<string[]> => {
  const likely = LIKELY[groupId];
  const any = ruleTexts(SERVICES, PEERS);
  const rule =
    likely === undefined
      ? any
      : fc.oneof({ arbitrary: ruleTexts(...likely), weight: 3 }, { arbitrary: any, weight: 1 });
  return fc.array(rule, { maxLength: 5 });
};

export const arbitraryGroups: fc.Arbitrary<ObservedGroup[]> = fc
  .tuple(...GROUPS.map((groupId) => rulesFor(groupId).map((rules) => ({ groupId, rules }))))
  .map((groups) => groups.map(({ groupId, rules }) => groupOf(groupId, rules)));

export const arbitraryInterfaces: fc.Arbitrary<ObservedInterface[]> = fc
  .array(fc.subarray(GROUPS, { minLength: 1, maxLength: 3 }), { maxLength: 4 })
  .map((carried) =>
    carried.map((groupIds, at) => interfaceOf(`eni-${at}`, groupIds, [`10.0.${at % 2}.${at}/32`])),
  );

export const arbitraryPrefixLists: fc.Arbitrary<ObservedPrefixList[]> = fc
  .subarray(["198.51.100.0/25", "203.0.113.7/32"])
  .map((entries) => [
    { prefixListId: "pl-1", name: "", family: "ipv4", ownerId: ACCOUNT, version: 1, maxEntries: 5, entries },
  ]);

/** Everything read. */
export const arbitraryObservation: fc.Arbitrary<Observation> = fc
  .record({
    groups: arbitraryGroups,
    interfaces: arbitraryInterfaces,
    prefixLists: arbitraryPrefixLists,
    ipv6Cidrs: fc.constantFrom([], ["2001:db8::/56"]),
  })
  .map(({ ipv6Cidrs, ...items }) => {
    const vpc = {
      vpcId: VPC,
      ownerId: ACCOUNT,
      isDefault: false,
      ipv4Cidrs: ["10.0.0.0/16"],
      ipv6Cidrs,
      tags: {},
    };
    return observationOf({ ...items, vpcs: [vpc] });
  });

/** web played by one group or by two. */
export const arbitraryStack: fc.Arbitrary<Stack> = fc
  .record({
    others: fc.constantFrom([], ["sg-web2"]),
    sources: fc.subarray(["198.51.100.0/24", "203.0.113.7/32"]),
    withList: fc.boolean(),
  })
  .map(({ others, sources, withList }) =>
    stackOf({
      bindings: [
        bindingOf("web", "sg-web", ...others),
        bindingOf("app", "sg-app"),
        bindingOf("db", "sg-db"),
        bindingOf("ssh-admin", "sg-ssh"),
      ],
      openSources: [
        ...sources.map(sourceOf),
        ...(withList ? [{ name: "list", peer: { kind: "prefix-list" as const, prefixListId: "pl-1" } }] : []),
      ],
    }),
  );
