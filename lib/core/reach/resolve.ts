/** What a question names, found in the observation: the ends it is about. */
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { prefixListFlows } from "#lib/core/group/rule-flows.ts";
import { rangeOfCidr } from "#lib/core/net/address-range.ts";
import { type Cidr, canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { ALL_SERVICES } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import { type End, endOfGroup, endOfInterface, endOfSomeGroup, isSeen } from "./end.ts";
import type { Inside, ReachContext, ReachPeer } from "./question.ts";
import type { Ranges, Source } from "./source.ts";
import { publicOutside } from "./strangers.ts";

/**
 * The interfaces that carry any of these groups, and what stands for those that nobody can see. Where nobody carries
 * any, one for each group that would.
 */
const endsOfGroups = (groupIds: readonly string[], index: ObservationIndex): End[] => {
  const seen = groupIds.filter((groupId) => isSeen(groupId, index));
  const unseen = groupIds.filter((groupId) => !seen.includes(groupId));
  const carriers = new Set(seen.flatMap((groupId) => index.interfacesByGroup.get(groupId) ?? []));
  const known = [...carriers].map((item) => endOfInterface(item, index));
  const isEmpty = known.length === 0;
  if (unseen.length === 0) return isEmpty ? seen.map((groupId) => endOfGroup(groupId, true, index)) : known;
  const [only, ...others] = groupIds;
  if (only !== undefined && others.length === 0) return [endOfGroup(only, false, index)];
  // Whether one that nobody is seen to carry counts depends on who carries those that nobody can see.
  return [
    ...known,
    endOfSomeGroup(unseen, isEmpty, index),
    ...(isEmpty ? seen.map((groupId) => endOfSomeGroup([groupId], false, index)) : []),
  ];
};

const endsOfInterfaces = (
  items: readonly ObservedInterface[],
  name: string,
  index: ObservationIndex,
): Result<readonly End[], string> =>
  items.length > 0
    ? succeed(items.map((item) => endOfInterface(item, index)))
    : fail(
        index.observation.parts.interfaces.complete
          ? `There is no ${name} with a network interface in this observation.`
          : `${name} was not seen, and the network interfaces were not read whole.`,
      );

/** The ends that a group, tier, instance or interface stands for; a sentence where there is no such thing. */
export const endsOf = (named: Inside, { index, stack }: ReachContext): Result<readonly End[], string> => {
  const { interfaces } = index.observation;
  switch (named.kind) {
    case "interface":
      return endsOfInterfaces(
        interfaces.filter(({ interfaceId }) => interfaceId === named.interfaceId),
        named.interfaceId,
        index,
      );
    case "instance":
      return endsOfInterfaces(
        interfaces.filter(({ instanceId }) => instanceId === named.instanceId),
        named.instanceId,
        index,
      );
    case "group":
      return index.groups.has(named.groupId) || index.ownerByGroup.has(named.groupId)
        ? succeed(endsOfGroups([named.groupId], index))
        : fail(`There is no group ${named.groupId} in this observation.`);
    case "tier": {
      if (stack === null) return fail(`Say of which stack the tier ${named.tier} is.`);
      const groupIds = groupsOfTier(stack.bindings, named.tier);
      return groupIds.length === 0
        ? fail(`No group plays ${named.tier} of ${stack.name}.`)
        : succeed(endsOfGroups(groupIds, index));
    }
  }
};

const rangesOf = (cidrs: readonly Cidr[]): Ranges => {
  const within = (family: Cidr["family"]) => cidrs.filter((cidr) => cidr.family === family).map(rangeOfCidr);
  return { ipv4: within("ipv4"), ipv6: within("ipv6") };
};

/** The addresses of a network as people or EC2 write it. */
export const rangesOfCidr = (text: string): Result<Ranges, string> => {
  const cidr = canonicaliseCidr(text);
  return cidr.ok ? succeed(rangesOf([cidr.value])) : fail(`${text} is not a network.`);
};

const sourceOfList = (
  prefixListId: string,
  name: string,
  index: ObservationIndex,
): Result<Source, string> => {
  const { surely, possibly } = prefixListFlows(prefixListId, ALL_SERVICES, index);
  return surely.ipv4.length + surely.ipv6.length === possibly.ipv4.length + possibly.ipv6.length
    ? succeed({ kind: "addresses", ranges: surely })
    : fail(`The prefix list ${prefixListId} of ${name} could not be read.`);
};

/** Stacks name their sources each for itself: two of them may call different things the same. */
const sourceNamed = (name: string, context: ReachContext): Result<Source, string> => {
  const called = context.sources.filter((source) => source.name === name);
  const peers = new Map(called.map(({ peer }) => [JSON.stringify(peer), peer]));
  const [peer, ...others] = peers.values();
  if (peer === undefined) return fail(`There is no source named ${name}.`);
  if (others.length > 0)
    return fail(`Several sources are named ${name}: say which network or group is meant.`);
  return sourceOf(peer.kind === "prefix-list" ? { ...peer, name } : peer, context);
};

/** Where the packets of a peer come from; a sentence where there is no such peer. */
export const sourceOf = (peer: ReachPeer, context: ReachContext): Result<Source, string> => {
  switch (peer.kind) {
    case "internet":
      return succeed({
        kind: "outside",
        ranges: { ipv4: publicOutside("ipv4", context.index), ipv6: publicOutside("ipv6", context.index) },
      });
    case "cidr": {
      const ranges = rangesOfCidr(peer.cidr);
      return ranges.ok ? succeed({ kind: "addresses", ranges: ranges.value }) : ranges;
    }
    case "prefix-list":
      return sourceOfList(peer.prefixListId, peer.name, context.index);
    case "source":
      return sourceNamed(peer.name, context);
    default: {
      const ends = endsOf(peer, context);
      return ends.ok ? succeed({ kind: "ends", ends: ends.value }) : ends;
    }
  }
};
