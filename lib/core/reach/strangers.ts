/**
 * Addresses that may belong to somebody this observation does not show: members of groups of other accounts, and
 * interfaces that were not read. A public address outside the VPCs is taken for a host outside.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Family } from "#lib/core/net/address.ts";
import { higher, lower } from "#lib/core/net/address.ts";
import { type AddressRange, mergeRanges, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import {
  type FlowSet,
  flowsWithRanges,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
} from "#lib/core/net/flow-set.ts";
import {
  ALL_SERVICES,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { privateRanges, publicRanges } from "#lib/core/net/world.ts";
import { homesWithin } from "./address-book.ts";
import { isSeen } from "./end.ts";
import { FAMILIES, type Ranges } from "./source.ts";

const vpcRanges = (family: Family, index: ObservationIndex): AddressRange[] =>
  [...index.vpcs.values()]
    .flatMap((vpc) => (family === "ipv4" ? vpc.ipv4Cidrs : vpc.ipv6Cidrs))
    .flatMap((text) => {
      const cidr = canonicaliseCidr(text);
      return cidr.ok ? [rangeOfCidr(cidr.value)] : [];
    });

/** Public addresses outside the VPCs, whose IPv6 addresses are public as well. */
export const publicOutside = (family: Family, index: ObservationIndex): AddressRange[] => {
  const open = publicRanges(family);
  const homes = index.observation.parts.vpcs.complete
    ? []
    : open.flatMap((range) => homesWithin(family, range, index));
  const inside = flowsWithRanges(family, [...vpcRanges(family, index), ...homes], ALL_SERVICES);
  return subtractFlows(flowsWithRanges(family, open, ALL_SERVICES), inside)[family].map(({ from, to }) => ({
    from,
    to,
  }));
};

/** Addresses a VPC that was not read may have: any private one, and any public IPv6 one, which VPCs have as well. */
const unreadVpcRanges = (family: Family, index: ObservationIndex): AddressRange[] =>
  index.observation.parts.vpcs.complete
    ? []
    : [...privateRanges(family), ...(family === "ipv6" ? publicRanges(family) : [])];

/** Where interfaces may be: the VPCs that were read, and those that were not. */
const insideRanges = (family: Family, index: ObservationIndex): AddressRange[] =>
  mergeRanges([...vpcRanges(family, index), ...unreadVpcRanges(family, index)]);

const common = (
  family: Family,
  a: readonly AddressRange[],
  b: readonly AddressRange[],
  services: ServiceSet,
) =>
  flowsWithRanges(
    family,
    a.flatMap((one) =>
      b
        .map((two) => ({ from: higher(one.from, two.from), to: lower(one.to, two.to) }))
        .filter(({ from, to }) => from <= to),
    ),
    services,
  );

/** Flows of addresses that may be an interface nobody read, whose egress may let nothing out. */
export const perhapsGoverned = (ranges: Ranges, services: ServiceSet, index: ObservationIndex): FlowSet =>
  index.observation.parts.interfaces.complete
    ? NO_FLOWS
    : unionAllFlows(
        FAMILIES.map((family) => common(family, ranges[family], insideRanges(family, index), services)),
      );

/** Flows of addresses that may be members of groups that `possibly` names and nobody sees. */
export const perhapsMembers = (
  ranges: Ranges,
  possibly: FlowSet,
  services: ServiceSet,
  index: ObservationIndex,
): FlowSet => {
  const unseen = possibly.groups
    .filter(({ groupId }) => !isSeen(groupId, index))
    .reduce<ServiceSet>((all, group) => unionServices(all, group.services), NO_SERVICES);
  const open = intersectServices(unseen, services);
  if (open.length === 0) return NO_FLOWS;
  const isRead = index.observation.parts.interfaces.complete;
  return unionAllFlows(
    FAMILIES.map((family) => {
      const hidden = mergeRanges([...privateRanges(family), ...insideRanges(family, index)]);
      const homes = isRead ? ranges[family].flatMap((range) => homesWithin(family, range, index)) : [];
      return subtractFlows(
        common(family, ranges[family], hidden, open),
        flowsWithRanges(family, homes, open),
      );
    }),
  );
};
