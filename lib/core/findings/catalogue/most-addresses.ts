/**
 * At most how many addresses a group lets in, told from what is written in its rules: an upper bound that costs next to
 * nothing, so that only groups that may open something to the whole Internet are looked at exactly.
 */
import type { ObservedGroup, ObservedPrefixList, RulePeer } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type RuleService, ruleServices } from "#lib/core/group/rule-services.ts";
import { forEachRule } from "#lib/core/group/rules-on-demand.ts";
import type { Family } from "#lib/core/net/address.ts";
import { networkSpan } from "#lib/core/net/network-span.ts";
import { intersectServices, type ServiceSet } from "#lib/core/net/service-set.ts";

export type MostAddresses = Readonly<Record<Family, number>>;

/** A sixteenth of a family, half of what `worldOpen` begins at: numbers are not exact, and must not err downwards. */
const MAY_BE_WIDE: MostAddresses = { ipv4: 2 ** 28, ipv6: 2 ** 121 };

export const mayBeWide = ({ ipv4, ipv6 }: MostAddresses): boolean =>
  ipv4 >= MAY_BE_WIDE.ipv4 || ipv6 >= MAY_BE_WIDE.ipv6;

/** More than any group has. */
const MOST_RULES = 2 ** 12;

const NONE: MostAddresses = { ipv4: 0, ipv6: 0 };

/** How many addresses each number of a span stands for. */
const EACH: MostAddresses = { ipv4: 1, ipv6: 2 ** 80 };

/** Whatever is no network of the family may be all of it. */
const sizeOf = (text: string, family: Family): number => {
  const span = networkSpan(text);
  return span?.family === family ? (span.high - span.low + 1) * EACH[family] : Number.POSITIVE_INFINITY;
};

/** So many of these as no group has rules are not wide together. */
const isSmall = (size: number, family: Family): boolean => size * MOST_RULES < MAY_BE_WIDE[family];

/** Every address there is, by one network. */
export const isWholeFamily = (text: string, family: Family): boolean =>
  text.endsWith("/0") && networkSpan(text)?.family === family;

const sizeOfList = (list: ObservedPrefixList | undefined): MostAddresses => {
  if (list === undefined) return { ipv4: Number.POSITIVE_INFINITY, ipv6: Number.POSITIVE_INFINITY };
  const size = list.entries?.reduce((sum, entry) => sum + sizeOf(entry, list.family), 0);
  return { ...NONE, [list.family]: size ?? Number.POSITIVE_INFINITY };
};

const sum = (a: MostAddresses, b: MostAddresses): MostAddresses => ({
  ipv4: a.ipv4 + b.ipv4,
  ipv6: a.ipv6 + b.ipv6,
});

/** Whether a rule with this peer may be what opens much of IPv6: one of them must be, where something does. */
export const mayOpenIpv6 = (kind: RulePeer["kind"], text: string, index: ObservationIndex): boolean => {
  if (kind === "ipv6") return !isSmall(sizeOf(text, kind), kind);
  return kind === "prefix-list" && index.prefixLists.get(text)?.family !== "ipv4";
};

/** What several groups let in together. */
export const mostTogether = (all: readonly MostAddresses[]): MostAddresses => all.reduce(sum, NONE);

/** Counts what `group` lets in by rules that may have something to do with `services`; every rule without them. */
export const mostAddresses = (
  group: ObservedGroup,
  index: ObservationIndex,
  services: ServiceSet | null = null,
): MostAddresses => {
  const most = { ...NONE };
  const isElsewhere = (service: RuleService): boolean =>
    services !== null && intersectServices(ruleServices(service).possibly, services).length === 0;
  forEachRule(group, "ingress", (service, kind, text) => {
    if (kind === "group") return;
    if (kind === "prefix-list") {
      if (isElsewhere(service)) return;
      const list = sizeOfList(index.prefixLists.get(text));
      most.ipv4 += list.ipv4;
      most.ipv6 += list.ipv6;
      return;
    }
    const size = sizeOf(text, kind);
    // It is not worth asking of small ones which services they are about.
    if (isSmall(size, kind) || !isElsewhere(service)) most[kind] += size;
  });
  return most;
};
