/**
 * The second reading, by packet: each group symbol becomes the private addresses of the interfaces that carry the
 * group in this observation, secondary addresses and delegated prefixes included.
 */
import { canonicaliseCidr } from "#lib/core/net/cidr.ts";
import { type FlowSet, flowsWithAnyone, flowsWithCidrs } from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { atMost, type Bounds, exactly, isExact, unionBounds } from "./bounds.ts";
import type { ObservationIndex } from "./observation-index.ts";

/** The account of a group, where EC2 told it: a listed group tells its own. */
const ownerOf = (groupId: string, index: ObservationIndex): string | undefined =>
  index.groups.get(groupId)?.ownerId ?? index.ownerByGroup.get(groupId);

/** A group of another account, or interfaces that were not all read, may have any address. */
const membersFlows = (groupId: string, services: ServiceSet, index: ObservationIndex): Bounds => {
  const { accountId, parts } = index.observation;
  const anywhere = atMost(flowsWithAnyone(services));
  if (!parts.interfaces.complete || ownerOf(groupId, index) !== accountId) return anywhere;
  const addresses = (index.interfacesByGroup.get(groupId) ?? [])
    .flatMap((item) => item.privateCidrs)
    .map(canonicaliseCidr);
  const cidrs = addresses.flatMap((cidr) => (cidr.ok ? [cidr.value] : []));
  const flows = flowsWithCidrs(cidrs, services);
  return cidrs.length === addresses.length ? exactly(flows) : { ...anywhere, surely: flows };
};

const expand = (set: FlowSet, index: ObservationIndex): Bounds =>
  unionBounds([
    exactly({ ...set, groups: [] }),
    ...set.groups.map(({ groupId, services }) => membersFlows(groupId, services, index)),
  ]);

/** Flows by rule to flows by packet: no symbols are left. */
export const byPacket = (flows: Bounds, index: ObservationIndex): Bounds => {
  const expanded = expand(flows.surely, index);
  return isExact(flows)
    ? expanded
    : { surely: expanded.surely, possibly: expand(flows.possibly, index).possibly };
};
