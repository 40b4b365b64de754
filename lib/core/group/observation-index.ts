/** An observation with its items findable by id. Built once, passed to everything that reads it. */
import type {
  Observation,
  ObservedGroup,
  ObservedInterface,
  ObservedPeering,
  ObservedPrefixList,
  ObservedRule,
  ObservedVpc,
} from "./observation.ts";

export interface ObservationIndex {
  readonly observation: Observation;
  readonly groups: ReadonlyMap<string, ObservedGroup>;
  readonly prefixLists: ReadonlyMap<string, ObservedPrefixList>;
  readonly peerings: ReadonlyMap<string, ObservedPeering>;
  readonly vpcs: ReadonlyMap<string, ObservedVpc>;
  /** The interfaces that carry a group, by id, as far as they were read. */
  readonly interfacesByGroup: ReadonlyMap<string, readonly ObservedInterface[]>;
  /** The account of every group that is listed or referenced, where EC2 told it. */
  readonly ownerByGroup: ReadonlyMap<string, string>;
}

const referenceOwner = (rule: ObservedRule): readonly [string, string][] =>
  rule.peer.kind === "group" && rule.peer.ownerId !== undefined
    ? [[rule.peer.groupId, rule.peer.ownerId]]
    : [];

const inOrder = (interfaces: readonly ObservedInterface[]): ObservedInterface[] =>
  [...interfaces].sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1));

export const indexObservation = (observation: Observation): ObservationIndex => {
  const interfacesByGroup = new Map<string, ObservedInterface[]>();
  for (const item of inOrder(observation.interfaces))
    for (const groupId of new Set(item.groupIds)) {
      const carriers = interfacesByGroup.get(groupId);
      if (carriers === undefined) interfacesByGroup.set(groupId, [item]);
      else carriers.push(item);
    }
  return {
    observation,
    groups: new Map(observation.groups.map((group) => [group.groupId, group])),
    prefixLists: new Map(observation.prefixLists.map((list) => [list.prefixListId, list])),
    peerings: new Map(observation.peerings.map((peering) => [peering.peeringId, peering])),
    vpcs: new Map(observation.vpcs.map((vpc) => [vpc.vpcId, vpc])),
    interfacesByGroup,
    ownerByGroup: new Map([
      ...observation.groups.flatMap((group) => group.rules.flatMap(referenceOwner)),
      ...observation.groups.map((group): [string, string] => [group.groupId, group.ownerId]),
    ]),
  };
};
