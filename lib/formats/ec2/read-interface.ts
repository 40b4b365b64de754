import type { ObservedInterface } from "#lib/core/group/observation.ts";
import {
  addPresent,
  type Fields,
  fieldsOf,
  forEachFields,
  mapFields,
  optionalFlag,
  optionalInteger,
  optionalText,
  textOf,
  within,
} from "./shape.ts";
import { readTags } from "./tags.ts";

const publicAddress = (association: Fields): string | null => optionalText(association.PublicIp, "PublicIp");

const NONE: readonly string[] = [];

/** A list for keeping: sorted, and with no room to spare. */
const kept = (list: string[]): readonly string[] => {
  if (list.length === 0) return NONE;
  return list.length === 1 ? list.slice() : list.sort().slice();
};

const privateCidrsOf = (found: Fields, ipv4: readonly string[]): readonly string[] => {
  const cidrs: string[] = [];
  for (const address of ipv4) cidrs.push(`${address}/32`);
  forEachFields(found.Ipv4Prefixes, "Ipv4Prefixes", (prefix) => {
    cidrs.push(textOf(prefix.Ipv4Prefix, "Ipv4Prefix"));
  });
  forEachFields(found.Ipv6Addresses, "Ipv6Addresses", (address) => {
    cidrs.push(`${textOf(address.Ipv6Address, "Ipv6Address")}/128`);
  });
  forEachFields(found.Ipv6Prefixes, "Ipv6Prefixes", (prefix) => {
    cidrs.push(textOf(prefix.Ipv6Prefix, "Ipv6Prefix"));
  });
  return kept(cidrs);
};

const attachmentOf = (attached: Fields) => ({
  instanceId: optionalText(attached.InstanceId, "InstanceId"),
  deviceIndex: optionalInteger(attached.DeviceIndex, "DeviceIndex"),
});

const groupIdOf = (group: Fields): string => textOf(group.GroupId, "GroupId");

/** One `NetworkInterface` of `DescribeNetworkInterfaces`. Throws `WrongShape`. */
export function readInterface(raw: unknown): ObservedInterface {
  const found = fieldsOf(raw);
  const ipv4: string[] = [];
  const publicAddresses: string[] = [];
  addPresent(ipv4, optionalText(found.PrivateIpAddress, "PrivateIpAddress"));
  addPresent(publicAddresses, within(found.Association, "Association", publicAddress));
  forEachFields(found.PrivateIpAddresses, "PrivateIpAddresses", (address) => {
    addPresent(ipv4, optionalText(address.PrivateIpAddress, "PrivateIpAddress"));
    addPresent(publicAddresses, within(address.Association, "Association", publicAddress));
  });
  const privateCidrs = privateCidrsOf(found, ipv4);
  const attachment = within(found.Attachment, "Attachment", attachmentOf);
  const instanceId = attachment?.instanceId ?? null;
  return {
    interfaceId: textOf(found.NetworkInterfaceId, "NetworkInterfaceId"),
    vpcId: optionalText(found.VpcId, "VpcId") ?? "",
    subnetId: optionalText(found.SubnetId, "SubnetId") ?? "",
    groupIds: mapFields(found.Groups, "Groups", groupIdOf),
    privateCidrs,
    publicAddresses: kept(publicAddresses),
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
