import type { ObservedInterface } from "#lib/core/group/observation.ts";
import {
  type Fields,
  fieldsOf,
  foldFields,
  mapFields,
  optionalFlag,
  optionalInteger,
  optionalText,
  textOf,
  within,
  withText,
} from "./shape.ts";
import { readTags } from "./tags.ts";

const NONE: readonly string[] = [];

const publicAddress = (association: Fields): string | null => optionalText(association.PublicIp, "PublicIp");

/** With the public address of whatever may have one. */
const withPublic = (addresses: readonly string[], holder: Fields): readonly string[] =>
  withText(addresses, within(holder.Association, "Association", publicAddress));

const withPrivate = (addresses: readonly string[], holder: Fields): readonly string[] =>
  withText(addresses, optionalText(holder.PrivateIpAddress, "PrivateIpAddress"));

const asNetwork = (address: string): string => `${address}/32`;

const withIpv6 = (cidrs: readonly string[], holder: Fields): readonly string[] => [
  ...cidrs,
  `${textOf(holder.Ipv6Address, "Ipv6Address")}/128`,
];

const withIpv4Prefix = (cidrs: readonly string[], prefix: Fields): readonly string[] => [
  ...cidrs,
  textOf(prefix.Ipv4Prefix, "Ipv4Prefix"),
];

const withIpv6Prefix = (cidrs: readonly string[], prefix: Fields): readonly string[] => [
  ...cidrs,
  textOf(prefix.Ipv6Prefix, "Ipv6Prefix"),
];

const isSorted = (list: readonly string[]): boolean =>
  list.every((text, place) => place === 0 || (list[place - 1] ?? "") <= text);

const sorted = (list: readonly string[]): readonly string[] =>
  list.length < 2 || isSorted(list) ? list : [...list].sort();

const privateCidrsOf = (found: Fields): readonly string[] => {
  const primary = withPrivate(NONE, found);
  const addresses = foldFields(found.PrivateIpAddresses, "PrivateIpAddresses", primary, withPrivate);
  let cidrs: readonly string[] = addresses.map(asNetwork);
  cidrs = foldFields(found.Ipv4Prefixes, "Ipv4Prefixes", cidrs, withIpv4Prefix);
  cidrs = foldFields(found.Ipv6Addresses, "Ipv6Addresses", cidrs, withIpv6);
  return sorted(foldFields(found.Ipv6Prefixes, "Ipv6Prefixes", cidrs, withIpv6Prefix));
};

const publicAddressesOf = (found: Fields): readonly string[] =>
  sorted(foldFields(found.PrivateIpAddresses, "PrivateIpAddresses", withPublic(NONE, found), withPublic));

const attachmentOf = (attached: Fields) => ({
  instanceId: optionalText(attached.InstanceId, "InstanceId"),
  deviceIndex: optionalInteger(attached.DeviceIndex, "DeviceIndex"),
});

const groupIdOf = (group: Fields): string => textOf(group.GroupId, "GroupId");

/** The lists of groups that interfaces carry, as far as they were read: by the first group. */
export type KnownCombinations = Map<string, (readonly string[])[]>;

const isSameList = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) return false;
  return true;
};

/** The very same list for the same groups: an account has few combinations, and each is judged once. */
const combinationOf = (groupIds: readonly string[], known: KnownCombinations): readonly string[] => {
  const [first = ""] = groupIds;
  const likely = known.get(first);
  if (likely === undefined) {
    known.set(first, [groupIds]);
    return groupIds;
  }
  for (let place = 0; place < likely.length; place += 1) {
    const other = likely[place];
    if (other !== undefined && isSameList(other, groupIds)) return other;
  }
  likely.push(groupIds);
  return groupIds;
};

/** One `NetworkInterface` of `DescribeNetworkInterfaces`. Throws `WrongShape`. */
export function readInterface(raw: unknown): ObservedInterface {
  return readInterfaceBeside(raw, new Map());
}

/** The same, with the lists of groups that it has in common with interfaces read before. Throws `WrongShape`. */
export function readInterfaceBeside(raw: unknown, known: KnownCombinations): ObservedInterface {
  const found = fieldsOf(raw);
  const attachment = within(found.Attachment, "Attachment", attachmentOf);
  const instanceId = attachment?.instanceId ?? null;
  return {
    interfaceId: textOf(found.NetworkInterfaceId, "NetworkInterfaceId"),
    vpcId: optionalText(found.VpcId, "VpcId") ?? "",
    subnetId: optionalText(found.SubnetId, "SubnetId") ?? "",
    groupIds: combinationOf(mapFields(found.Groups, "Groups", groupIdOf), known),
    privateCidrs: privateCidrsOf(found),
    publicAddresses: publicAddressesOf(found),
    interfaceType: optionalText(found.InterfaceType, "InterfaceType") ?? "interface",
    description: optionalText(found.Description, "Description") ?? "",
    status: optionalText(found.Status, "Status") ?? "",
    ownerId: optionalText(found.OwnerId, "OwnerId") ?? "",
    requesterId: optionalText(found.RequesterId, "RequesterId"),
    requesterManaged: optionalFlag(found.RequesterManaged, "RequesterManaged"),
    instanceId,
    deviceIndex: instanceId === null ? null : (attachment?.deviceIndex ?? null),
    tags: readTags(found.TagSet, "TagSet"),
  };
}
