/** Which services each rule of a group opens to the whole Internet, alone or in pieces with the group's other rules. */
import { worldServices } from "#lib/core/diff/open-to-world.ts";
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { networkSpan } from "#lib/core/net/network-span.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";

/** An eighth of each family, as `networkSpan` counts: with fewer addresses no group opens anything to the world. */
const WIDE = { ipv4: 2 ** 29, ipv6: 2 ** 42 } as const;

const mayBeWide = (rules: readonly ObservedRule[], index: ObservationIndex): boolean => {
  const size = { ipv4: 0, ipv6: 0 };
  const add = (text: string) => {
    const span = networkSpan(text);
    if (span !== null) size[span.family] += span.high - span.low + 1;
  };
  for (const { peer } of rules) {
    if (peer.kind === "ipv4" || peer.kind === "ipv6") add(peer.cidr);
    else if (peer.kind === "prefix-list")
      for (const entry of index.prefixLists.get(peer.prefixListId)?.entries ?? []) add(entry);
  }
  return size.ipv4 >= WIDE.ipv4 || size.ipv6 >= WIDE.ipv6;
};

/** By rule, only those that open something. `rules`: all of one direction. */
export const worldParts = (
  group: ObservedGroup,
  rules: readonly ObservedRule[],
  index: ObservationIndex,
): ReadonlyMap<ObservedRule, ServiceSet> => {
  if (!mayBeWide(rules, index)) return new Map();
  const parts = worldServices(rules.map((rule) => ruleFlows(rule, group, index).surely));
  return new Map(
    rules.flatMap((rule, at): [ObservedRule, ServiceSet][] => {
      const part = parts[at] ?? [];
      return part.length === 0 ? [] : [[rule, part]];
    }),
  );
};
