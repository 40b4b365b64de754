/**
 * A flow set as a short list of (one network or group) x (one printable service): what people read, and what EC2
 * rules are made of.
 *
 * For each piece of service that ends at some address, the list names the largest networks that are open for it, each
 * shrunk to the addresses where exactly that piece ends. So networks may overlap where that saves lines (everyone on
 * tcp/443 plus one office on tcp/443-444 is two lines), nothing is outside the set, and equal sets give equal lists.
 */
import { type Family, higher, lower } from "./address.ts";
import { type AddressRange, cidrEnclosing, cidrsOfRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import type { Cidr } from "./cidr.ts";
import { type FlowSet, flowsWithCidrs, flowsWithGroups } from "./flow-set.ts";
import type { Segment } from "./segment.ts";
import type { ServiceRange } from "./service-set.ts";
import { serviceTokens } from "./service-text.ts";

export type FlowPeer =
  | { readonly kind: "cidr"; readonly cidr: Cidr }
  | { readonly kind: "group"; readonly groupId: string };

export interface Rectangle {
  readonly peer: FlowPeer;
  /** One piece as `serviceTokens` cuts them. */
  readonly service: ServiceRange;
}

const covers = (segment: Segment, service: ServiceRange): boolean =>
  segment.services.some((range) => range.from <= service.from && service.to <= range.to);

const areSame = (a: readonly AddressRange[], b: readonly AddressRange[]): boolean =>
  a.length === b.length && a.every(({ from, to }, place) => from === b[place]?.from && to === b[place].to);

/** The fewest networks inside `open` that together contain all of `ends`, each no wider than it must be. */
const networksFor = (
  family: Family,
  open: readonly AddressRange[],
  ends: readonly AddressRange[],
): Cidr[] => {
  if (areSame(open, ends)) return open.flatMap((range) => cidrsOfRange(family, range));
  let next = 0;
  return open.flatMap((range) =>
    cidrsOfRange(family, range).flatMap((cidr) => {
      const { from, to } = rangeOfCidr(cidr);
      while ((ends[next]?.to ?? to) < from) next += 1;
      let lowest: bigint | null = null;
      let highest = from;
      for (let index = next; ; index += 1) {
        const end = ends[index];
        if (end === undefined || end.from > to) break;
        lowest ??= higher(end.from, from);
        highest = lower(end.to, to);
      }
      return lowest === null ? [] : [cidrEnclosing(family, { from: lowest, to: highest })];
    }),
  );
};

interface ServedNetwork {
  readonly cidr: Cidr;
  readonly service: ServiceRange;
}

const byAddress = (a: ServedNetwork, b: ServedNetwork): number =>
  (a.cidr.base < b.cidr.base ? -1 : a.cidr.base > b.cidr.base ? 1 : 0) ||
  a.cidr.length - b.cidr.length ||
  a.service.from - b.service.from ||
  a.service.to - b.service.to;

const rectanglesOfFamily = (family: Family, segments: readonly Segment[]): Rectangle[] => {
  const endsOf = new Map<string, { service: ServiceRange; ends: AddressRange[] }>();
  for (const segment of segments)
    for (const service of serviceTokens(segment.services)) {
      const key = `${service.from}-${service.to}`;
      const entry = endsOf.get(key) ?? { service, ends: [] };
      entry.ends.push({ from: segment.from, to: segment.to });
      endsOf.set(key, entry);
    }
  const networks = [...endsOf.values()].flatMap(({ service, ends }) => {
    const open = mergeRanges(segments.filter((segment) => covers(segment, service)));
    return networksFor(family, open, mergeRanges(ends)).map((cidr) => ({ cidr, service }));
  });
  // Those of one service are in order already.
  if (endsOf.size > 1) networks.sort(byAddress);
  return networks.map(({ cidr, service }) => ({ peer: { kind: "cidr", cidr }, service }));
};

/** The canonical short list of a set: IPv4, then IPv6, then groups by id. */
export const rectanglesOf = (set: FlowSet): Rectangle[] => [
  ...rectanglesOfFamily("ipv4", set.ipv4),
  ...rectanglesOfFamily("ipv6", set.ipv6),
  ...set.groups.flatMap(({ groupId, services }) =>
    serviceTokens(services).map((service): Rectangle => ({ peer: { kind: "group", groupId }, service })),
  ),
];

/** The flows of one rectangle. */
export const flowsOfRectangle = ({ peer, service }: Rectangle): FlowSet =>
  peer.kind === "cidr" ? flowsWithCidrs([peer.cidr], [service]) : flowsWithGroups([peer.groupId], [service]);
