/**
 * Who of a source stands before a target's ingress, end by end: each with what the ingress lets it in for, and the
 * groups whose egress must let it out.
 */
import type { Bounds } from "#lib/core/group/bounds.ts";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Family, higher, lower } from "#lib/core/net/address.ts";
import { type FlowSet, flowsWithGroups, flowsWithRanges, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { segmentsWithin } from "#lib/core/net/restrict-flows.ts";
import { intersectServices, NO_SERVICES, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import { type Home, homesWithin } from "./address-book.ts";
import type { End, Place } from "./end.ts";
import { servicesWith } from "./services-with.ts";
import { FAMILIES, symbolOf } from "./source.ts";

export type Holder = Pick<End, "kind" | "item" | "groupIds" | "oneOf">;

export interface Caller {
  /** What the target's ingress lets it in for. */
  readonly letIn: () => Bounds;
  /** Who must let it out: all of them where it is not sure which of them it is. */
  readonly holders: readonly Holder[];
  /** False: the address may as well belong to somebody this observation does not show. */
  readonly certain: boolean;
  /** Null where its address is not known. */
  readonly place: Place | null;
}

const cut = (set: FlowSet, place: Place, services: ServiceSet): FlowSet => {
  const segments = segmentsWithin(set, place.family, place).flatMap((segment) => {
    const kept = intersectServices(segment.services, services);
    if (kept.length === 0) return [];
    const range = { from: higher(segment.from, place.from), to: lower(segment.to, place.to) };
    return [flowsWithRanges(place.family, [range], kept)];
  });
  return unionAllFlows(segments);
};

/** `packets` of the target by packet: members' addresses are in it already. */
const letInAt = (place: Place, packets: Bounds, services: ServiceSet): Bounds => {
  const surely = cut(packets.surely, place, services);
  return {
    surely,
    possibly: packets.surely === packets.possibly ? surely : cut(packets.possibly, place, services),
  };
};

export const callersOfEnd = (end: End, packets: Bounds, services: ServiceSet): Caller[] => {
  if (end.kind === "known")
    return end.homes.map((home) => ({
      letIn: () => letInAt(home, packets, services),
      holders: [end],
      certain: true,
      place: home,
    }));
  const all = servicesWith(packets, end, null);
  const flows = (open: ServiceSet) => flowsWithGroups([symbolOf(end)], intersectServices(open, services));
  return [
    {
      letIn: () => ({ surely: flows(all.surely), possibly: flows(all.possibly) }),
      holders: [end],
      certain: true,
      place: null,
    },
  ];
};

/** The VPCs whose addresses cannot be anybody else's for an interface in these: their own, and peered ones. */
const neighbours = (vpcIds: readonly string[], index: ObservationIndex): ReadonlySet<string> =>
  new Set(
    [...index.peerings.values()].flatMap(({ status, requesterVpcId, accepterVpcId }) => {
      if (status !== "active") return [];
      if (vpcIds.includes(requesterVpcId)) return [accepterVpcId];
      return vpcIds.includes(accepterVpcId) ? [requesterVpcId] : [];
    }),
  );

type HoldersOf = (home: Home) => Pick<Caller, "holders" | "certain">;

/** Who an address belongs to, as seen from these VPCs. */
export const holdersFrom = (vpcIds: readonly string[], index: ObservationIndex): HoldersOf => {
  const near = neighbours(vpcIds, index);
  const ends = new Map<ObservedInterface, Holder>();
  const endOf = (item: ObservedInterface): Holder => {
    const known: Holder = ends.get(item) ?? { kind: "known", item, groupIds: item.groupIds };
    ends.set(item, known);
    return known;
  };
  return ({ holders }) => {
    const here = holders.filter(({ vpcId }) => vpcIds.includes(vpcId));
    if (here.length > 0) return { holders: here.map(endOf), certain: true };
    const peered = holders.filter(({ vpcId }) => near.has(vpcId));
    if (peered.length > 0) return { holders: peered.map(endOf), certain: true };
    return { holders: holders.map(endOf), certain: false };
  };
};

/**
 * Those at home at the addresses that the target's ingress may let in. Without those whose own groups surely let out
 * everything that is asked (`isFree`): nothing holds them back.
 */
export const callersWithin = (
  letIn: FlowSet,
  vpcIds: readonly string[],
  packets: Bounds,
  services: ServiceSet,
  index: ObservationIndex,
  isFree: (holder: Holder, family: Family) => boolean = () => false,
): Caller[] => {
  const holders = holdersFrom(vpcIds, index);
  const at = (family: Family) =>
    letIn[family].flatMap((range) =>
      homesWithin(family, range, index).flatMap((home): Caller[] => {
        const held = holders(home);
        if (held.certain && held.holders.every((holder) => isFree(holder, family))) return [];
        return [{ ...held, place: home, letIn: () => letInAt(home, packets, services) }];
      }),
    );
  return FAMILIES.flatMap(at);
};

/** All services of a set, whoever the peer. */
export const servicesIn = (set: FlowSet): ServiceSet =>
  [...set.ipv4, ...set.ipv6, ...set.groups].reduce<ServiceSet>(
    (all, entry) => unionServices(all, entry.services),
    NO_SERVICES,
  );
