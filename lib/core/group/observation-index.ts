/**
 * An observation with its items findable by id. Built once, passed to everything that reads it. Each map is made when
 * it is first asked for, and kept with the list it is of: the next observation shares what it has in common.
 */
import type {
  Observation,
  ObservedGroup,
  ObservedInterface,
  ObservedPeering,
  ObservedPrefixList,
  ObservedVpc,
} from "./observation.ts";
import { forEachReference } from "./rules-on-demand.ts";

export interface ObservationIndex {
  readonly observation: Observation;
  readonly groups: ReadonlyMap<string, ObservedGroup>;
  readonly prefixLists: ReadonlyMap<string, ObservedPrefixList>;
  readonly peerings: ReadonlyMap<string, ObservedPeering>;
  readonly vpcs: ReadonlyMap<string, ObservedVpc>;
  /** The interfaces that carry a group, by id, as far as they were read. */
  readonly interfacesByGroup: ReadonlyMap<string, readonly ObservedInterface[]>;
  /** The interfaces of each instance, as far as they were read. */
  readonly interfacesByInstance: ReadonlyMap<string, readonly ObservedInterface[]>;
  /** The primary interface of each instance that has further ones, as far as they were read. */
  readonly primariesBeside: ReadonlyMap<string, readonly ObservedInterface[]>;
  /** The account of every group that is listed or referenced, where EC2 told it. */
  readonly ownerByGroup: ReadonlyMap<string, string>;
}

/** The same answer for the same list, as long as the list lives. */
const keptFor = <List extends object, Answer>(make: (list: List) => Answer): ((list: List) => Answer) => {
  const kept = new WeakMap<List, Answer>();
  return (list) => {
    const known = kept.get(list);
    if (known !== undefined) return known;
    const answer = make(list);
    kept.set(list, answer);
    return answer;
  };
};

const listIn = <Item>(lists: Map<string, Item[]>, key: string): Item[] => {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: Item[] = [];
  lists.set(key, list);
  return list;
};

const append = <Item>(lists: Map<string, Item[]>, key: string, item: Item): void => {
  listIn(lists, key).push(item);
};

const groupsOf = keptFor((groups: readonly ObservedGroup[]) => {
  const byId = new Map<string, ObservedGroup>();
  for (const group of groups) byId.set(group.groupId, group);
  return byId;
});
const prefixListsOf = keptFor(
  (lists: readonly ObservedPrefixList[]) => new Map(lists.map((list) => [list.prefixListId, list])),
);
const peeringsOf = keptFor(
  (peerings: readonly ObservedPeering[]) => new Map(peerings.map((peering) => [peering.peeringId, peering])),
);
const vpcsOf = keptFor((vpcs: readonly ObservedVpc[]) => new Map(vpcs.map((vpc) => [vpc.vpcId, vpc])));

const interfacesByGroup = keptFor((interfaces: readonly ObservedInterface[]) => {
  const carriers = new Map<string, ObservedInterface[]>();
  // Few combinations of groups are carried, and interfaces read together share the lists of these.
  const carriersOf = new Map<readonly string[], readonly ObservedInterface[][]>();
  // Parts of a list that is sorted are sorted, and to see that is less than to sort them.
  let isSorted = true;
  let last = "";
  for (const item of interfaces) {
    const { groupIds, interfaceId } = item;
    if (interfaceId < last) isSorted = false;
    last = interfaceId;
    let lists = carriersOf.get(groupIds);
    if (lists === undefined) {
      lists = [...new Set(groupIds)].map((groupId) => listIn(carriers, groupId));
      carriersOf.set(groupIds, lists);
    }
    for (let place = 0; place < lists.length; place += 1) lists[place]?.push(item);
  }
  if (!isSorted)
    for (const list of carriers.values()) list.sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1));
  return carriers;
});

const interfacesByInstance = keptFor((interfaces: readonly ObservedInterface[]) => {
  const own = new Map<string, ObservedInterface[]>();
  for (const item of interfaces) if (item.instanceId !== null) append(own, item.instanceId, item);
  return own;
});

const primariesBeside = keptFor((interfaces: readonly ObservedInterface[]) => {
  const shared = new Set<string>();
  for (const { instanceId, deviceIndex } of interfaces)
    if (instanceId !== null && deviceIndex !== 0) shared.add(instanceId);
  const primaries = new Map<string, ObservedInterface[]>();
  if (shared.size === 0) return primaries;
  for (const item of interfaces)
    if (item.deviceIndex === 0 && item.instanceId !== null && shared.has(item.instanceId))
      append(primaries, item.instanceId, item);
  return primaries;
});

const ownersOf = keptFor((groups: readonly ObservedGroup[]) => {
  const owners = new Map<string, string>();
  for (const group of groups)
    forEachReference(group, ({ groupId, ownerId }) => {
      if (ownerId !== undefined) owners.set(groupId, ownerId);
    });
  for (const { groupId, ownerId } of groups) owners.set(groupId, ownerId);
  return owners;
});

export const indexObservation = (observation: Observation): ObservationIndex => {
  let groups: ReadonlyMap<string, ObservedGroup> | null = null;
  return {
    observation,
    get groups() {
      groups ??= groupsOf(observation.groups);
      return groups;
    },
    get prefixLists() {
      return prefixListsOf(observation.prefixLists);
    },
    get peerings() {
      return peeringsOf(observation.peerings);
    },
    get vpcs() {
      return vpcsOf(observation.vpcs);
    },
    get interfacesByGroup() {
      return interfacesByGroup(observation.interfaces);
    },
    get interfacesByInstance() {
      return interfacesByInstance(observation.interfaces);
    },
    get primariesBeside() {
      return primariesBeside(observation.interfaces);
    },
    get ownerByGroup() {
      return ownersOf(observation.groups);
    },
  };
};

/** The same index, with other groups in it. */
export const withGroups = (
  index: ObservationIndex,
  groups: ReadonlyMap<string, ObservedGroup>,
): ObservationIndex => ({
  observation: index.observation,
  groups,
  get prefixLists() {
    return index.prefixLists;
  },
  get peerings() {
    return index.peerings;
  },
  get vpcs() {
    return index.vpcs;
  },
  get interfacesByGroup() {
    return index.interfacesByGroup;
  },
  get interfacesByInstance() {
    return index.interfacesByInstance;
  },
  get primariesBeside() {
    return index.primariesBeside;
  },
  get ownerByGroup() {
    return index.ownerByGroup;
  },
});
