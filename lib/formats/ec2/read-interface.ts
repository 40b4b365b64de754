import { z } from "zod";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { tagsSchema } from "./tags.ts";

const publicSideSchema = z.object({ PublicIp: z.string().nullish() }).nullish();

const interfaceSchema = z.object({
  NetworkInterfaceId: z.string(),
  VpcId: z.string().nullish(),
  SubnetId: z.string().nullish(),
  Groups: z.array(z.object({ GroupId: z.string() })).nullish(),
  PrivateIpAddress: z.string().nullish(),
  PrivateIpAddresses: z
    .array(z.object({ PrivateIpAddress: z.string().nullish(), Association: publicSideSchema }))
    .nullish(),
  Ipv4Prefixes: z.array(z.object({ Ipv4Prefix: z.string() })).nullish(),
  Ipv6Addresses: z.array(z.object({ Ipv6Address: z.string() })).nullish(),
  Ipv6Prefixes: z.array(z.object({ Ipv6Prefix: z.string() })).nullish(),
  Association: publicSideSchema,
  InterfaceType: z.string().nullish(),
  Description: z.string().nullish(),
  Status: z.string().nullish(),
  OwnerId: z.string().nullish(),
  RequesterId: z.string().nullish(),
  RequesterManaged: z.boolean().nullish(),
  Attachment: z
    .object({
      InstanceId: z.string().nullish(),
      InstanceOwnerId: z.string().nullish(),
      DeviceIndex: z.number().int().nullish(),
    })
    .nullish(),
  TagSet: tagsSchema,
});

const present = (value: string | null | undefined): readonly string[] => (value ? [value] : []);

/** One `NetworkInterface` of `DescribeNetworkInterfaces`. Throws on another shape. */
export function readInterface(raw: unknown): ObservedInterface {
  const found = interfaceSchema.parse(raw);
  const addresses = found.PrivateIpAddresses ?? [];
  const ipv4 = new Set([
    ...present(found.PrivateIpAddress),
    ...addresses.flatMap((address) => present(address.PrivateIpAddress)),
  ]);
  const instanceId = found.Attachment?.InstanceId ?? null;
  return {
    interfaceId: found.NetworkInterfaceId,
    vpcId: found.VpcId ?? "",
    subnetId: found.SubnetId ?? "",
    groupIds: (found.Groups ?? []).map((group) => group.GroupId),
    privateCidrs: [
      ...[...ipv4].map((address) => `${address}/32`),
      ...(found.Ipv4Prefixes ?? []).map((prefix) => prefix.Ipv4Prefix),
      ...(found.Ipv6Addresses ?? []).map((address) => `${address.Ipv6Address}/128`),
      ...(found.Ipv6Prefixes ?? []).map((prefix) => prefix.Ipv6Prefix),
    ].sort(),
    publicAddresses: [
      ...new Set([
        ...present(found.Association?.PublicIp),
        ...addresses.flatMap((address) => present(address.Association?.PublicIp)),
      ]),
    ].sort(),
    interfaceType: found.InterfaceType ?? "interface",
    description: found.Description ?? "",
    status: found.Status ?? "",
    ownerId: found.OwnerId ?? "",
    requesterId: found.RequesterId ?? null,
    requesterManaged: found.RequesterManaged ?? false,
    instanceId,
    deviceIndex: instanceId === null ? null : (found.Attachment?.DeviceIndex ?? null),
    tags: found.TagSet,
  };
}
