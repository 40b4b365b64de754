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
  const privateCidrs = ipv4.map((address) => `${address}/32`);
  forEachFields(found.Ipv4Prefixes, "Ipv4Prefixes", (prefix) => {
    privateCidrs.push(textOf(prefix.Ipv4Prefix, "Ipv4Prefix"));
  });
  forEachFields(found.Ipv6Addresses, "Ipv6Addresses", (address) => {
    privateCidrs.push(`${textOf(address.Ipv6Address, "Ipv6Address")}/128`);
  });
  forEachFields(found.Ipv6Prefixes, "Ipv6Prefixes", (prefix) => {
    privateCidrs.push(textOf(prefix.Ipv6Prefix, "Ipv6Prefix"));
  });
  const attachment = within(found.Attachment, "Attachment", (attached) => ({
    instanceId: optionalText(attached.InstanceId, "InstanceId"),
    deviceIndex: optionalInteger(attached.DeviceIndex, "DeviceIndex"),
  }));
  const instanceId = attachment?.instanceId ?? null;
  return {
    interfaceId: textOf(found.NetworkInterfaceId, "NetworkInterfaceId"),
    vpcId: optionalText(found.VpcId, "VpcId") ?? "",
    subnetId: optionalText(found.SubnetId, "SubnetId") ?? "",
    groupIds: mapFields(found.Groups, "Groups", (group) => textOf(group.GroupId, "GroupId")),
    privateCidrs: privateCidrs.sort().slice(),
    publicAddresses: publicAddresses.sort().slice(),
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
