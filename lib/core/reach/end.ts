/**
 * One end of a flow: an interface with its groups and addresses, or one that a group would have.
 *
 * `known`: an interface that was read. `alone`: nobody carries the group, so it is judged by an interface that would
 * carry it and nothing else, at some address of its VPC. `unread`: the interfaces were not read whole, or belong to
 * another account; they carry at least these groups, or at least one of some sets of them.
 */
import { type Bounds, unionBounds } from "#lib/core/group/bounds.ts";
import { groupFlows, groupFlowsOfServices } from "#lib/core/group/group-flows.ts";
import type { Direction, Observation, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Family, lastAddress } from "#lib/core/net/address.ts";
import { type AddressRange, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { type Cidr, canonicaliseCidr } from "#lib/core/net/cidr.ts";
import {
  everyFlow,
  type FlowSet,
  flowsWithCidrs,
  intersectFlows,
  NO_FLOWS,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { LAST_SERVICE } from "#lib/core/net/protocol.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { type Home, homesOf } from "./address-book.ts";

export interface End {
  readonly kind: "known" | "alone" | "unread";
  readonly item: ObservedInterface | null;
  /** Sorted. */
  readonly groupIds: readonly string[];
  /** `unread`: it carries one of these sets, and nobody can tell which. An empty one: perhaps there is no such interface. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly vpcIds: readonly string[];
  /** `known`: its addresses. Otherwise where it surely is, at one of them, and where else it may be. */
  readonly homes: readonly Place[];
  readonly perhaps: readonly Place[];
}

export type Place = Pick<Home, "family" | "from" | "to" | "groupIds">;

interface Cache {
  readonly byRule: Map<string, Bounds>;
  readonly byPacket: Map<string, Bounds>;
  everything: FlowSet | null;
}

/** Kept with the observation: everything here follows from it. */
const caches = new WeakMap<Observation, Cache>();

const cacheOf = (index: ObservationIndex): Cache => {
  const known = caches.get(index.observation);
  if (known !== undefined) return known;
  const cache: Cache = { byRule: new Map(), byPacket: new Map(), everything: null };
  caches.set(index.observation, cache);
  return cache;
};

const remembered = (map: Map<string, Bounds>, key: string, compute: () => Bounds): Bounds => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const bounds = compute();
  map.set(key, bounds);
  return bounds;
};

const isEveryService = ([only, ...others]: ServiceSet): boolean =>
  only?.from === 0 && only.to === LAST_SERVICE && others.length === 0;

/**
 * What groups allow, kept by the services that were asked for. A question mostly asks for one of the many that groups
 * have rules for, and whatever has to do with no other need not be worked out.
 */
const rememberedFor = (
  map: Map<string, Bounds>,
  direction: Direction,
  groupIds: readonly string[],
  services: ServiceSet,
  compute: () => Bounds,
): Bounds => {
  const name = `${direction} ${groupIds.join(" ")}`;
  if (isEveryService(services)) return remembered(map, name, compute);
  const asked = services.map(({ from, to }) => `${from}-${to}`).join();
  return map.get(name) ?? remembered(map, `${name} ${asked}`, compute);
};

/** What groups allow together of these services, by rule; perhaps something of others as well. */
export const flowsOfGroups = (
  groupIds: readonly string[],
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): Bounds =>
  rememberedFor(cacheOf(index).byRule, direction, groupIds, services, () => {
    if (groupIds.length !== 1)
      return unionBounds(groupIds.map((groupId) => flowsOfGroups([groupId], direction, services, index)));
    const [groupId = ""] = groupIds;
    return isEveryService(services)
      ? groupFlows(groupId, direction, index)
      : groupFlowsOfServices(groupId, direction, services, index);
  });

/** What an end, or one that sends, is surely allowed: whichever of its sets of groups it carries. */
export const sureFlows = (
  { groupIds, oneOf }: Pick<End, "groupIds" | "oneOf">,
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): FlowSet => {
  const ofGroups = (ids: readonly string[]) => flowsOfGroups(ids, direction, services, index).surely;
  const [first, ...others] = (oneOf ?? [groupIds]).map(ofGroups);
  return first === undefined ? NO_FLOWS : others.reduce(intersectFlows, first);
};

const everything = (index: ObservationIndex): FlowSet => {
  const cache = cacheOf(index);
  cache.everything ??= everyFlow([...index.ownerByGroup.keys()]);
  return cache.everything;
};

/** The same of an end. One without groups is not governed: ask `isGoverned` first. */
export const flowsOfEnd = (
  end: End,
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): Bounds => {
  if (end.kind !== "unread") return flowsOfGroups(end.groupIds, direction, services, index);
  return { surely: sureFlows(end, direction, services, index), possibly: everything(index) };
};

/** Whether it can be seen who carries a group. */
export const isSeen = (groupId: string, index: ObservationIndex): boolean =>
  index.observation.parts.interfaces.complete &&
  index.ownerByGroup.get(groupId) === index.observation.accountId;

/** Flows by rule with the addresses of every member that is seen. */
export const withMembers = (set: FlowSet, index: ObservationIndex): FlowSet => {
  const members = set.groups.flatMap(({ groupId, services }) =>
    isSeen(groupId, index) ? [flowsWithCidrs(membersOf(groupId, index), services)] : [],
  );
  return members.length === 0 ? set : unionFlows(set, unionAllFlows(members));
};

const membersOf = (groupId: string, index: ObservationIndex): Cidr[] =>
  (index.interfacesByGroup.get(groupId) ?? []).flatMap((item) =>
    item.privateCidrs.flatMap((text) => {
      const cidr = canonicaliseCidr(text);
      return cidr.ok ? [cidr.value] : [];
    }),
  );

/** The same by packet: members' addresses beside each group, which stays a symbol for members nobody sees. */
export const packetsOfEnd = (
  end: End,
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): Bounds => {
  const flows = () => flowsOfEnd(end, direction, services, index);
  if (end.kind === "unread") {
    const sets = (end.oneOf ?? [end.groupIds]).map((groupIds) =>
      withMembers(sureFlows({ groupIds }, direction, services, index), index),
    );
    return { surely: sets.reduce(intersectFlows), possibly: everything(index) };
  }
  return rememberedFor(cacheOf(index).byPacket, direction, end.groupIds, services, () => {
    const { surely, possibly } = flows();
    const sure = withMembers(surely, index);
    return { surely: sure, possibly: surely === possibly ? sure : withMembers(possibly, index) };
  });
};

export const isGoverned = (end: End): boolean => end.kind !== "known" || end.groupIds.length > 0;

/** An interface as it was read; while not all were, even its groups may have changed. */
export const endOfInterface = (item: ObservedInterface, index: ObservationIndex): End => {
  const homes = homesOf(item, index);
  return index.observation.parts.interfaces.complete
    ? {
        kind: "known",
        item,
        groupIds: [...new Set(item.groupIds)].sort(),
        vpcIds: [item.vpcId],
        homes,
        perhaps: [],
      }
    : { kind: "unread", item, groupIds: [], vpcIds: [item.vpcId], homes: [], perhaps: anywhere([]) };
};

const anywhere = (groupIds: readonly string[]): Place[] =>
  (["ipv4", "ipv6"] as const).map((family) => ({ family, from: 0n, to: lastAddress(family), groupIds }));

const placesIn = (texts: readonly string[], family: Family, groupIds: readonly string[]): Place[] =>
  texts.flatMap((text): Place[] => {
    const cidr = canonicaliseCidr(text);
    if (!cidr.ok || cidr.value.family !== family) return [];
    const range: AddressRange = rangeOfCidr(cidr.value);
    return [{ family, ...range, groupIds }];
  });

/** An interface nobody has seen, which carries at least this group. It would have an IPv4 address of its VPC. */
export const endOfGroup = (groupId: string, isAlone: boolean, index: ObservationIndex): End => {
  const groupIds = [groupId];
  const group = index.groups.get(groupId);
  const vpcIds = group?.vpcId == null ? [] : [group.vpcId, ...group.associatedVpcIds];
  const vpcs = vpcIds.flatMap((vpcId) => index.vpcs.get(vpcId) ?? []);
  const isPlaced = isAlone && index.observation.parts.vpcs.complete && vpcs.length > 0;
  const homes = isPlaced ? vpcs.flatMap((vpc) => placesIn(vpc.ipv4Cidrs, "ipv4", groupIds)) : [];
  const more = isPlaced
    ? vpcs.flatMap((vpc) => placesIn(vpc.ipv6Cidrs, "ipv6", groupIds))
    : anywhere(groupIds);
  return { kind: isAlone ? "alone" : "unread", item: null, groupIds, vpcIds, homes, perhaps: more };
};

/**
 * Interfaces nobody has seen, of which each carries at least one of several groups. Of the groups themselves nobody can
 * tell which one is carried; `isSure`: somebody carries one.
 */
export const endOfSomeGroup = (
  groupIds: readonly string[],
  isSure: boolean,
  index: ObservationIndex,
): End => {
  const each = groupIds.map((groupId) => endOfGroup(groupId, false, index));
  return {
    kind: "unread",
    item: null,
    groupIds: [...groupIds].sort(),
    oneOf: [...groupIds.map((groupId) => [groupId]), ...(isSure ? [] : [[]])],
    vpcIds: [...new Set(each.flatMap(({ vpcIds }) => vpcIds))].sort(),
    homes: [],
    perhaps: anywhere(groupIds),
  };
};
