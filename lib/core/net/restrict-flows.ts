/** The part of a set of flows that has to do with some services, or with some addresses. */
import type { Family } from "./address.ts";
import type { AddressRange } from "./address-range.ts";
import type { FlowSet } from "./flow-set.ts";
import type { Segment } from "./segment.ts";
import { equalServices, intersectServices, type ServiceSet, unionServices } from "./service-set.ts";

const restrictSegments = (segments: readonly Segment[], services: ServiceSet): Segment[] => {
  const result: Segment[] = [];
  for (const { from, to, services: all } of segments) {
    const kept = intersectServices(all, services);
    if (kept.length === 0) continue;
    const last = result.at(-1);
    if (last !== undefined && last.to + 1n === from && equalServices(last.services, kept))
      result[result.length - 1] = { from: last.from, to, services: last.services };
    else result.push({ from, to, services: kept });
  }
  return result;
};

/** Canonical, as every flow set. */
export const onlyServices = (set: FlowSet, services: ServiceSet): FlowSet => ({
  ipv4: restrictSegments(set.ipv4, services),
  ipv6: restrictSegments(set.ipv6, services),
  groups: set.groups.flatMap(({ groupId, services: all }) => {
    const kept = intersectServices(all, services);
    return kept.length === 0 ? [] : [{ groupId, services: kept }];
  }),
});

/** The place of the first segment that ends at or after an address. */
const firstFrom = (segments: readonly Segment[], address: bigint): number => {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.to ?? address) < address) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The segments that touch a range, uncut, found by halves. */
export const segmentsWithin = (set: FlowSet, family: Family, range: AddressRange): Segment[] => {
  const segments = set[family];
  const found: Segment[] = [];
  for (let at = firstFrom(segments, range.from); ; at += 1) {
    const segment = segments[at];
    if (segment === undefined || segment.from > range.to) return found;
    found.push(segment);
  }
};

/** The services that some address of the range may use. */
export const servicesOfSome = (set: FlowSet, family: Family, range: AddressRange): ServiceSet =>
  segmentsWithin(set, family, range).reduce<ServiceSet>(
    (services, segment) => unionServices(services, segment.services),
    [],
  );

/** The services that every address of the range may use. */
export const servicesOfEvery = (set: FlowSet, family: Family, range: AddressRange): ServiceSet => {
  let next = range.from;
  let common: ServiceSet | null = null;
  for (const segment of segmentsWithin(set, family, range)) {
    if (segment.from > next) return [];
    common = common === null ? segment.services : intersectServices(common, segment.services);
    next = segment.to + 1n;
  }
  return next > range.to ? (common ?? []) : [];
};

/** The services a group may use as a symbol. */
export const servicesOfGroup = (set: FlowSet, groupId: string): ServiceSet =>
  set.groups.find((entry) => entry.groupId === groupId)?.services ?? [];
