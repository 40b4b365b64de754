import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  GroupIdentifier,
  NetworkInterface as NetworkInterfaceView,
} from "@aws-sdk/client-ec2";
import { findGroup } from "../lookup.ts";
import { Refusal } from "../refusal.ts";
import type { NetworkInterface } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { type FilterTable, list } from "./listing.ts";
import { tagList } from "./tags.ts";

const interfaceFilters: FilterTable<NetworkInterface> = {
  "network-interface-id": (item) => [item.id],
  "group-id": (item) => item.groups,
  "vpc-id": (item) => [item.vpc],
  "subnet-id": (item) => [item.subnet],
  "availability-zone": (item) => [item.zone],
  "attachment.instance-id": (item) => [item.attachment?.instance],
  "attachment.instance-owner-id": (item) => [item.attachment?.instanceOwner],
  "private-ip-address": (item) => item.addresses.slice(0, 1),
  "addresses.private-ip-address": (item) => item.addresses,
  "association.public-ip": (item) => [item.publicAddress],
  "mac-address": (item) => [item.mac],
  "interface-type": (item) => [item.type],
  "requester-id": (item) => [item.requesterId],
  "requester-managed": (item) => [String(item.requesterManaged)],
  "owner-id": (item) => [item.owner],
  status: (item) => [item.status],
  description: (item) => [item.description],
};

/** With these an unpaged call is let through on large accounts. */
const narrowing = new Set([
  "attachment.instance-id",
  "group-id",
  "mac-address",
  "private-dns-name",
  "private-ip-address",
  "subnet-id",
  "vpc-id",
]);

/** Where the sandbox draws the line; EC2 publishes none. */
const largeAccount = 1000;

export function describeNetworkInterfaces(
  call: Call,
  input: DescribeNetworkInterfacesRequest,
): DescribeNetworkInterfacesResult {
  const items = Object.values(ownRegion(call).interfaces);
  refuseUnpaged(input, items.length);
  const page = list(input, {
    items,
    id: (item) => item.id,
    tags: (item) => item.tags,
    filters: interfaceFilters,
    asked: input.NetworkInterfaceIds,
    missing: missingInterface,
    askedParameter: "NetworkInterfaceIds",
  });
  return {
    NetworkInterfaces: page.items.map((item) => interfaceView(call, item)),
    NextToken: page.nextToken,
  };
}

/** EC2-FACTS, "paging": unpaged interface calls fail on large accounts. */
function refuseUnpaged(input: DescribeNetworkInterfacesRequest, count: number): void {
  if (input.MaxResults !== undefined || input.NextToken !== undefined || count <= largeAccount) return;
  if ((input.NetworkInterfaceIds ?? []).length > 0) return;
  if ((input.Filters ?? []).some((filter) => narrowing.has(filter.Name ?? ""))) return;
  throw new Refusal(
    "OperationNotPermitted",
    "Unpaginated DescribeNetworkInterfaces calls are not permitted for this account. Use pagination or a filter.",
  );
}

export const missingInterface = (id: string): Refusal =>
  new Refusal("InvalidNetworkInterfaceID.NotFound", `The networkInterface ID '${id}' does not exist`);

export const groupIdentifiers = (call: Call, ids: readonly string[]): GroupIdentifier[] =>
  ids.map((id) => ({ GroupId: id, GroupName: findGroup(call.state, call.region, id)?.name }));

function interfaceView(call: Call, item: NetworkInterface): NetworkInterfaceView {
  const association =
    item.publicAddress === undefined
      ? undefined
      : { PublicIp: item.publicAddress, IpOwnerId: item.requesterId ?? "amazon" };
  return {
    NetworkInterfaceId: item.id,
    OwnerId: item.owner,
    VpcId: item.vpc,
    SubnetId: item.subnet,
    AvailabilityZone: item.zone,
    InterfaceType: item.type as NonNullable<NetworkInterfaceView["InterfaceType"]>,
    Description: item.description,
    Status: item.status as NonNullable<NetworkInterfaceView["Status"]>,
    MacAddress: item.mac,
    Groups: groupIdentifiers(call, item.groups),
    Association: association,
    Attachment:
      item.attachment === undefined
        ? undefined
        : {
            AttachmentId: item.attachment.id,
            InstanceId: item.attachment.instance,
            InstanceOwnerId: item.attachment.instanceOwner,
            DeviceIndex: item.attachment.deviceIndex,
            DeleteOnTermination: true,
            Status: "attached",
          },
    PrivateIpAddress: item.addresses[0],
    PrivateIpAddresses: item.addresses.map((PrivateIpAddress, index) => ({
      Primary: index === 0,
      PrivateIpAddress,
      Association: index === 0 ? association : undefined,
    })),
    Ipv6Addresses: item.ipv6Addresses.map((Ipv6Address) => ({ Ipv6Address })),
    Ipv4Prefixes: item.ipv4Prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })),
    Ipv6Prefixes: item.ipv6Prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })),
    RequesterId: item.requesterId,
    RequesterManaged: item.requesterManaged,
    SourceDestCheck: true,
    TagSet: tagList(item.tags),
  };
}
