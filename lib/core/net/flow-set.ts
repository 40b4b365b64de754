/**
 * A set of flows in one direction: which services each peer may use. A peer is an IPv4 address, an IPv6 address, or a
 * group as a symbol.
 *
 * Always canonical: segments are sorted, disjoint, as long as they can be and never empty; groups are sorted by id.
 * So two sets are equal exactly when they are deeply equal (law 1). Every operation is one sweep over both operands.
 */
import { type Family, lastAddress } from "./address.ts";
import { type AddressRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import type { Cidr } from "./cidr.ts";
import { combineSegments, type Segment } from "./segment.ts";
import {
  ALL_SERVICES,
  equalServices,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "./service-set.ts";

export interface GroupFlows {
  readonly groupId: string;
  readonly services: ServiceSet;
}

export interface FlowSet {
  readonly ipv4: readonly Segment[];
  readonly ipv6: readonly Segment[];
  readonly groups: readonly GroupFlows[];
}

export const NO_FLOWS: FlowSet = { ipv4: [], ipv6: [], groups: [] };

/** These services with every address in these ranges of one family. */
export const flowsWithRanges = (
  family: Family,
  ranges: readonly AddressRange[],
  services: ServiceSet,
): FlowSet => {
  if (services.length === 0) return NO_FLOWS;
  const segments = mergeRanges(ranges).map((range) => ({ from: range.from, to: range.to, services }));
  return family === "ipv4"
    ? { ipv4: segments, ipv6: [], groups: [] }
    : { ipv4: [], ipv6: segments, groups: [] };
};

/** These services with every address in these networks, which may be of both families. */
export const flowsWithCidrs = (cidrs: readonly Cidr[], services: ServiceSet): FlowSet => {
  const [only] = cidrs;
  if (only !== undefined && cidrs.length === 1)
    return flowsWithRanges(only.family, [rangeOfCidr(only)], services);
  const rangesIn = (family: Family) => cidrs.filter((cidr) => cidr.family === family).map(rangeOfCidr);
  return {
    ipv4: flowsWithRanges("ipv4", rangesIn("ipv4"), services).ipv4,
    ipv6: flowsWithRanges("ipv6", rangesIn("ipv6"), services).ipv6,
    groups: [],
  };
};

/** These services with every address of a family. */
export const flowsWithFamily = (family: Family, services: ServiceSet): FlowSet =>
  flowsWithRanges(family, [{ from: 0n, to: lastAddress(family) }], services);

/** These services with every address of both families. */
export const flowsWithAnyone = (services: ServiceSet): FlowSet => ({
  ipv4: flowsWithFamily("ipv4", services).ipv4,
  ipv6: flowsWithFamily("ipv6", services).ipv6,
  groups: [],
});

/** These services with the groups, as symbols. */
export const flowsWithGroups = (groupIds: readonly string[], services: ServiceSet): FlowSet => ({
  ipv4: [],
  ipv6: [],
  groups:
    services.length === 0 ? [] : [...new Set(groupIds)].sort().map((groupId) => ({ groupId, services })),
});

/** Every service with every address of both families and with these groups. */
export const everyFlow = (groupIds: readonly string[]): FlowSet => ({
  ...flowsWithAnyone(ALL_SERVICES),
  groups: flowsWithGroups(groupIds, ALL_SERVICES).groups,
});

type Combine = (a: ServiceSet, b: ServiceSet) => ServiceSet;

const combineGroups = (
  a: readonly GroupFlows[],
  b: readonly GroupFlows[],
  combine: Combine,
): GroupFlows[] => {
  const result: GroupFlows[] = [];
  const emit = (groupId: string, services: ServiceSet) => {
    if (services.length > 0) result.push({ groupId, services });
  };
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined || right !== undefined; left = a[i], right = b[j]) {
    if (left !== undefined && (right === undefined || left.groupId < right.groupId)) {
      emit(left.groupId, combine(left.services, NO_SERVICES));
      i += 1;
    } else if (right !== undefined && (left === undefined || right.groupId < left.groupId)) {
      emit(right.groupId, combine(NO_SERVICES, right.services));
      j += 1;
    } else if (left !== undefined && right !== undefined) {
      emit(left.groupId, combine(left.services, right.services));
      i += 1;
      j += 1;
    }
  }
  return result;
};

const combineFlows = (a: FlowSet, b: FlowSet, combine: Combine): FlowSet => ({
  ipv4: combineSegments(a.ipv4, b.ipv4, combine),
  ipv6: combineSegments(a.ipv6, b.ipv6, combine),
  groups: combineGroups(a.groups, b.groups, combine),
});

export const isEmptyFlows = (set: FlowSet): boolean =>
  set.ipv4.length === 0 && set.ipv6.length === 0 && set.groups.length === 0;

export const unionFlows = (a: FlowSet, b: FlowSet): FlowSet => {
  if (isEmptyFlows(b)) return a;
  return isEmptyFlows(a) ? b : combineFlows(a, b, unionServices);
};

export const intersectFlows = (a: FlowSet, b: FlowSet): FlowSet =>
  isEmptyFlows(a) || isEmptyFlows(b) ? NO_FLOWS : combineFlows(a, b, intersectServices);

export const subtractFlows = (a: FlowSet, b: FlowSet): FlowSet =>
  isEmptyFlows(a) || isEmptyFlows(b) ? a : combineFlows(a, b, subtractServices);

/** The union of any number of sets, halves first, so that a long list stays cheap. */
export const unionAllFlows = (sets: readonly FlowSet[]): FlowSet => {
  if (sets.length <= 1) return sets[0] ?? NO_FLOWS;
  const middle = sets.length >> 1;
  return unionFlows(unionAllFlows(sets.slice(0, middle)), unionAllFlows(sets.slice(middle)));
};

export const isSubsetOfFlows = (inner: FlowSet, outer: FlowSet): boolean =>
  isEmptyFlows(subtractFlows(inner, outer));

const equalSegments = (a: readonly Segment[], b: readonly Segment[]): boolean =>
  a.length === b.length &&
  a.every((segment, index) => {
    const other = b[index];
    return (
      segment.from === other?.from &&
      segment.to === other.to &&
      equalServices(segment.services, other.services)
    );
  });

export const equalFlows = (a: FlowSet, b: FlowSet): boolean =>
  a === b ||
  (equalSegments(a.ipv4, b.ipv4) &&
    equalSegments(a.ipv6, b.ipv6) &&
    a.groups.length === b.groups.length &&
    a.groups.every((entry, index) => {
      const other = b.groups[index];
      return entry.groupId === other?.groupId && equalServices(entry.services, other.services);
    }));
