/** Estates whose groups are full, or nearly: where an order must be searched, and rules be rewritten in place. */
import fc from "fast-check";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { arbitraryInterfaces, arbitraryObservation, arbitraryPrefixLists } from "./arbitrary-estate.ts";
import { groupOf, observationOf } from "./estate.ts";

/** Rules with ids, as EC2 has them: only those can be rewritten in place. And EC2 has no rule twice. */
const withIds = (observation: Observation): Observation => ({
  ...observation,
  groups: observation.groups.map((group) => ({
    ...group,
    rules: [...new Map(group.rules.map((rule) => [ruleKey(rule), rule])).values()].map((rule, at) => ({
      ...rule,
      ruleId: `sgr-${group.groupId}-${at}`,
    })),
  })),
});

const wideGroup = (groupId: string, ...rules: string[]): fc.Arbitrary<ObservedGroup> =>
  fc.subarray(rules, { minLength: 1 }).map((texts) => groupOf(groupId, texts));

/** Groups whose rules are a little too wide, one for several: what must be narrowed where it stands. */
const arbitraryWideEstate: fc.Arbitrary<Observation> = fc
  .tuple(
    fc.tuple(
      wideGroup(
        "sg-web",
        "tcp 80-81 0.0.0.0/0",
        "tcp 443-444 0.0.0.0/0",
        "tcp 0-65535 0.0.0.0/0",
        "tcp 80 ::/0",
      ),
      wideGroup("sg-app", "tcp 0-65535 sg-web", "tcp 8080 10.0.0.0/8", "tcp 22 10.0.0.0/8"),
      wideGroup("sg-db", "tcp 3306-3307 sg-app", "tcp 3306 10.0.1.0/24"),
      wideGroup("sg-ssh", "tcp 20-22 203.0.113.7/32", "tcp 22 198.51.100.0/23", "tcp 22 0.0.0.0/0"),
      wideGroup("sg-web2", "tcp 80-443 0.0.0.0/0"),
      wideGroup("sg-stranger", "tcp 22 sg-web"),
    ),
    arbitraryInterfaces,
    arbitraryPrefixLists,
  )
  .map(([groups, interfaces, prefixLists]) => observationOf({ groups, interfaces, prefixLists }));

export interface Crowded {
  readonly observation: Observation;
  readonly limit: number;
}

export const arbitraryCrowded: fc.Arbitrary<Crowded> = fc.oneof(
  fc.record({ observation: arbitraryObservation.map(withIds), limit: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ observation: arbitraryWideEstate.map(withIds), limit: fc.integer({ min: 1, max: 4 }) }),
);
