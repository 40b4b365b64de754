/**
 * One end of a flow: an interface with its groups and addresses, or one that a group would have.
 *
 * `known`: an interface that was read. `alone`: nobody carries the group, so it is judged by an interface that would
 * carry it and nothing else, at some address of its VPC. `unread`: the interfaces were not read whole, or belong to
 * another account; they carry at least these groups.
 */
import { type Bounds, unionBounds } from "#lib/core/group/bounds.ts";
import { groupFlows } from "#lib/core/group/group-flows.ts";
import type { Direction, Observation, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { type Family, lastAddress } from "#lib/core/net/address.ts";
import { type AddressRange, rangeOfCidr } from "#lib/core/net/address-range.ts";
import { type Cidr, canonicaliseCidr } from "#lib/core/net/cidr.ts";
import {
  everyFlow,
  type FlowSet,
  flowsWithCidrs,
  unionAllFlows,
  unionFlows,
} from "#lib/core/net/flow-set.ts";
import { type Home, homesOf } from "./address-book.ts";

export interface End {
  readonly kind: "known" | "alone" | "unread";
  readonly item: ObservedInterface | null;
  /** Sorted. */
  readonly groupIds: readonly string[];
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

/** What groups allow together, by rule. */
export const flowsOfGroups = (
  groupIds: readonly string[],
  direction: Direction,
  index: ObservationIndex,
): Bounds =>
  remembered(cacheOf(index).byRule, `${direction} ${groupIds.join(" ")}`, () =>
    groupIds.length === 1
      ? groupFlows(groupIds[0] ?? "", direction, index)
      : unionBounds(groupIds.map((groupId) => flowsOfGroups([groupId], direction, index))),
  );

const everything = (index: ObservationIndex): FlowSet => {
  const cache = cacheOf(index);
  cache.everything ??= everyFlow([...index.ownerByGroup.keys()]);
  return cache.everything;
};

/** What an end allows, by rule. One without groups is not governed: ask `isGoverned` first. */
export const flowsOfEnd = (end: End, direction: Direction, index: ObservationIndex): Bounds => {
  const own = flowsOfGroups(end.groupIds, direction, index);
  return end.kind === "unread" ? { surely: own.surely, possibly: everything(index) } : own;
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
export const packetsOfEnd = (end: End, direction: Direction, index: ObservationIndex): Bounds => {
  if (end.kind === "unread")
    return {
      surely: withMembers(flowsOfEnd(end, direction, index).surely, index),
      possibly: everything(index),
    };
  return remembered(cacheOf(index).byPacket, `${direction} ${end.groupIds.join(" ")}`, () => {
    const { surely, possibly } = flowsOfEnd(end, direction, index);
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
