/** Random estates of two interfaces whose rules often meet: `eni-from` may send what `eni-to` may take, or just not. */
import fc from "fast-check";
import type { Observation } from "#lib/core/group/observation.ts";
import { ACCOUNT, groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";

const TAKES = [
  "tcp 20-25 sg-from",
  "tcp 80 10.9.0.0/26",
  "udp 53 10.9.0.21/32",
  "-1 * sg-both",
  "icmp 8/-1 10.9.0.0/24",
  "icmp 3/4 sg-from",
  "icmpv6 128/0 sg-from",
  "icmpv6 * 2001:db8:9::/48",
  "tcp 22 2001:db8:9:8000::/65",
  "tcp 443 ::/0",
  "-1 * 10.9.0.48/29",
  "tcp 3306 pl-1",
  "tcp 22 sg-gone",
];

const SENDS = [
  "-1 * 0.0.0.0/0",
  "-1 * ::/0",
  "tcp 22-80 sg-to",
  "tcp 0-65535 10.9.0.20/32",
  "udp 50-53 10.9.0.16/28",
  "icmp 8/0 sg-both",
  "icmp -1/-1 10.9.0.0/24",
  "icmpv6 -1/-1 sg-to",
  "tcp 443 2001:db8:9::20/128",
  "tcp 3306-3307 sg-to",
  "tcp 22 sg-gone",
];

const some = (rules: readonly string[]) => fc.subarray([...rules], { minLength: 4, maxLength: 8 });

export const reachEstate: fc.Arbitrary<Observation> = fc
  .record({ takes: some(TAKES), sends: some(SENDS), alsoTakes: some(TAKES), withBoth: fc.boolean() })
  .map(({ takes, sends, alsoTakes, withBoth }) =>
    observationOf({
      groups: [
        groupOf("sg-to", takes),
        groupOf(
          "sg-from",
          sends.map((rule) => ruleOf(rule, "egress")),
        ),
        groupOf("sg-both", alsoTakes),
      ],
      interfaces: [
        interfaceOf("eni-to", ["sg-to", "sg-both"], ["10.9.0.20/32", "2001:db8:9::20/128"]),
        interfaceOf("eni-from", withBoth ? ["sg-from", "sg-both"] : ["sg-from"], [
          "10.9.0.21/32",
          "10.9.0.48/28",
          "2001:db8:9:8000::/80",
        ]),
      ],
      prefixLists: [
        {
          prefixListId: "pl-1",
          name: "",
          family: "ipv4",
          ownerId: ACCOUNT,
          version: 1,
          maxEntries: 5,
          entries: ["10.9.0.56/30", "10.9.0.60/31"],
        },
      ],
    }),
  );
