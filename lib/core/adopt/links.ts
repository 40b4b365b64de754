/** Who calls whom: the references between groups, on the services of the application. */

import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Cidr, canonicaliseCidr, lastOf } from "#lib/core/net/cidr.ts";
import { type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import type { GroupFacts } from "./group-facts.ts";
import { isAdministrative, isWide, servicesOfRule } from "./known-services.ts";

export interface Link {
  /** Opens connections. */
  readonly from: string;
  /** Takes them. */
  readonly to: string;
  readonly services: ServiceSet;
  /** `reference`: a rule names the other group. `address`: a rule names the network only its interfaces are in. */
  readonly via: "reference" | "address";
  readonly isAdministrative: boolean;
}

type Facts = ReadonlyMap<string, GroupFacts>;

const key = (link: Link): string => `${link.from} ${link.to} ${link.isAdministrative}`;

const isLive = (rule: CanonicalRule, holder: GroupFacts, index: ObservationIndex): boolean =>
  rule.peer.kind === "group" && referenceState(rule.peer, holder.group, index).state !== "stale";

const references = (facts: Facts, index: ObservationIndex): Link[] =>
  [...facts.values()].flatMap((holder) => {
    const link = (rule: CanonicalRule, direction: "ingress" | "egress"): Link[] => {
      const { peer } = rule;
      if (peer.kind !== "group" || peer.groupId === holder.groupId || !facts.has(peer.groupId)) return [];
      if (!isLive(rule, holder, index)) return [];
      const [from, to] =
        direction === "ingress" ? [peer.groupId, holder.groupId] : [holder.groupId, peer.groupId];
      const via = "reference";
      return [{ from, to, services: servicesOfRule(rule), via, isAdministrative: isAdministrative(rule) }];
    };
    return [
      ...holder.ingress.flatMap((rule) => link(rule, "ingress")),
      ...holder.egress.flatMap((rule) => link(rule, "egress")),
    ];
  });

interface Addressed {
  readonly base: bigint;
  readonly groupIds: readonly string[];
}

/** The interfaces' IPv4 addresses of these VPCs, in order. */
const addressesIn = (
  vpcIds: ReadonlySet<string>,
  index: ObservationIndex,
): ReadonlyMap<string, readonly Addressed[]> => {
  const byVpc = new Map<string, Addressed[]>([...vpcIds].map((vpcId) => [vpcId, []]));
  for (const item of index.observation.interfaces) {
    const own = byVpc.get(item.vpcId);
    if (own === undefined) continue;
    for (const text of item.privateCidrs) {
      const cidr = canonicaliseCidr(text);
      if (cidr.ok && cidr.value.family === "ipv4")
        own.push({ base: cidr.value.base, groupIds: item.groupIds });
    }
  }
  for (const own of byVpc.values()) own.sort((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0));
  return byVpc;
};

const within = (network: Cidr, sorted: readonly Addressed[]): readonly Addressed[] => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.base ?? 0n) < network.base) low = middle + 1;
    else high = middle;
  }
  const last = lastOf(network);
  let end = low;
  while ((sorted[end]?.base ?? last + 1n) <= last) end += 1;
  return sorted.slice(low, end);
};

/** Where a network inside the VPC holds the interfaces of one other group only, its rule may have meant that group. */
const byAddress = (facts: Facts, referenced: readonly Link[], index: ObservationIndex): Link[] => {
  const taken = new Set(referenced.filter((link) => !link.isAdministrative).map((link) => link.to));
  const vpcIds = new Set([...facts.values()].map(({ group }) => group.vpcId ?? ""));
  const addresses = addressesIn(vpcIds, index);
  return [...facts.values()]
    .filter((holder) => !taken.has(holder.groupId))
    .flatMap((holder) => {
      const sorted = addresses.get(holder.group.vpcId ?? "") ?? [];
      return holder.ingress.flatMap((rule): Link[] => {
        if (rule.peer.kind !== "ipv4" || isAdministrative(rule) || isWide(servicesOfRule(rule))) return [];
        const cidr = canonicaliseCidr(rule.peer.cidr);
        if (!cidr.ok || cidr.value.length < 16) return [];
        const found = new Set(within(cidr.value, sorted).flatMap((item) => item.groupIds));
        found.delete(holder.groupId);
        const [only, ...others] = [...found].filter((id) => facts.has(id));
        if (only === undefined || others.length > 0) return [];
        const services = servicesOfRule(rule);
        return [{ from: only, to: holder.groupId, services, via: "address", isAdministrative: false }];
      });
    });
};

/** One link for each pair and purpose, its services together; references win over addresses. */
export const linksBetween = (facts: Facts, index: ObservationIndex): Link[] => {
  const found = references(facts, index);
  const merged = new Map<string, Link>();
  for (const link of [...found, ...byAddress(facts, found, index)]) {
    const name = key(link);
    const known = merged.get(name);
    if (known === undefined) merged.set(name, link);
    else merged.set(name, { ...known, services: unionServices(known.services, link.services) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
};

/** The links findable by either end. */
export interface LinkMap {
  readonly all: readonly Link[];
  readonly into: (groupId: string) => readonly Link[];
  readonly out: (groupId: string) => readonly Link[];
}

export const mapLinks = (all: readonly Link[]): LinkMap => {
  const into = new Map<string, Link[]>();
  const out = new Map<string, Link[]>();
  const put = (map: Map<string, Link[]>, id: string, link: Link) => {
    const known = map.get(id);
    if (known === undefined) map.set(id, [link]);
    else known.push(link);
  };
  for (const link of all) {
    put(into, link.to, link);
    put(out, link.from, link);
  }
  return { all, into: (id) => into.get(id) ?? [], out: (id) => out.get(id) ?? [] };
};
