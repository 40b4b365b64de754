import type { EstateInput } from "./estate.ts";
import type { RecordedAnswers, RecordedGroup, RecordedPermission } from "./recorded-answers.ts";

type Region = EstateInput["accounts"][number]["regions"][number];
type Rule = NonNullable<NonNullable<Region["groups"]>[number]["ingress"]>[number];

/** One Region of an estate as its recording shows it. Tells what had to be left out, and why. */
export function recordedRegion(
  name: string,
  recorded: RecordedAnswers,
): { region: Region; skipped: string[] } {
  const skipped: string[] = [];
  const subnets = new Set(recorded.Subnets.map((subnet) => subnet.SubnetId));
  const vpcs = new Set(recorded.Vpcs.map((vpc) => vpc.VpcId));
  const placed = <T>(items: readonly T[], id: (item: T) => string, place: (item: T) => boolean): T[] =>
    items.filter((item) => {
      if (!place(item)) skipped.push(`${name}: ${id(item)} is in no network of this recording`);
      return place(item);
    });
  const groups = placed(
    recorded.SecurityGroups,
    (group) => group.GroupId,
    (group) => group.VpcId === undefined || vpcs.has(group.VpcId),
  );
  const interfaces = placed(
    recorded.NetworkInterfaces,
    (item) => item.NetworkInterfaceId,
    (item) => subnets.has(item.SubnetId ?? ""),
  );
  const instances = placed(
    recorded.Reservations.flatMap((reservation) => reservation.Instances),
    (instance) => instance.InstanceId,
    (instance) => subnets.has(instance.SubnetId ?? "") && instance.PrivateIpAddress !== undefined,
  );
  const instanceIds = new Set(instances.map((instance) => instance.InstanceId));
  const region: Region = {
    name,
    vpcs: recorded.Vpcs.map((vpc) => ({
      id: vpc.VpcId,
      cidrs: [...new Set([vpc.CidrBlock, ...vpc.CidrBlockAssociationSet.map((one) => one.CidrBlock)])],
      ipv6Cidrs: vpc.Ipv6CidrBlockAssociationSet.map((one) => one.Ipv6CidrBlock),
      default: vpc.IsDefault,
      tags: tagRecord(vpc.Tags),
    })),
    subnets: recorded.Subnets.map((subnet) => ({
      id: subnet.SubnetId,
      vpc: subnet.VpcId,
      zone: subnet.AvailabilityZone,
      cidr: subnet.CidrBlock,
      ipv6Cidr: subnet.Ipv6CidrBlockAssociationSet[0]?.Ipv6CidrBlock,
      public: subnet.MapPublicIpOnLaunch,
      tags: tagRecord(subnet.Tags),
    })),
    peerings: recorded.VpcPeeringConnections.map((peering) => ({
      id: peering.VpcPeeringConnectionId,
      requester: peeringSide(peering.RequesterVpcInfo),
      accepter: peeringSide(peering.AccepterVpcInfo),
      status: peering.Status.Code,
      tags: tagRecord(peering.Tags),
    })),
    prefixLists: recorded.PrefixLists.map((list) => ({
      id: list.PrefixListId,
      name: list.PrefixListName,
      owner: accountOf(list.OwnerId) ?? "AWS",
      family: list.AddressFamily,
      maxEntries: Math.max(1, list.MaxEntries ?? list.Cidrs.length),
      version: list.Version,
      entries: list.Cidrs.map((cidr) => ({ cidr })),
    })),
    groups: groups.map((group) => ({
      id: group.GroupId,
      name: group.GroupName,
      description: group.Description,
      vpc: group.VpcId,
      owner: accountOf(group.OwnerId),
      ingress: group.IpPermissions.flatMap((permission) => recordedRules(permission)),
      egress: group.IpPermissionsEgress.flatMap((permission) => recordedRules(permission)),
      tags: tagRecord(group.Tags),
    })),
    interfaces: interfaces.map((item) => {
      const instance = item.Attachment?.InstanceId;
      const known = instance !== undefined && instanceIds.has(instance);
      const addresses = item.PrivateIpAddresses.toSorted(
        (one, other) => Number(other.Primary) - Number(one.Primary),
      );
      return {
        id: item.NetworkInterfaceId,
        subnet: item.SubnetId ?? "",
        addresses:
          addresses.length > 0 ? addresses.map((one) => one.PrivateIpAddress) : [item.PrivateIpAddress ?? ""],
        ipv6Addresses: item.Ipv6Addresses.map((one) => one.Ipv6Address),
        ipv4Prefixes: item.Ipv4Prefixes.map((one) => one.Ipv4Prefix),
        ipv6Prefixes: item.Ipv6Prefixes.map((one) => one.Ipv6Prefix),
        publicAddress: item.Association?.PublicIp,
        groups: item.Groups.map((group) => group.GroupId),
        type: item.InterfaceType,
        description: item.Description,
        status: item.Status,
        requesterId: item.RequesterId,
        requesterManaged: item.RequesterManaged,
        deviceIndex: item.Attachment?.DeviceIndex ?? 0,
        ...(known ? { instance } : { attachedTo: item.Attachment?.InstanceOwnerId }),
        tags: tagRecord(item.TagSet),
      };
    }),
    instances: instances.map((instance) => ({
      id: instance.InstanceId,
      subnet: instance.SubnetId ?? "",
      address: instance.PrivateIpAddress ?? "",
      publicAddress: instance.PublicIpAddress,
      groups: instance.SecurityGroups.map((group) => group.GroupId),
      type: instance.InstanceType,
      image: instance.ImageId,
      keyName: instance.KeyName,
      state: instanceState(instance.State?.Name),
      launched: isoTime(instance.LaunchTime),
      tags: tagRecord(instance.Tags),
    })),
  };
  return { region, skipped };
}

function recordedRules(permission: RecordedPermission): Rule[] {
  const { FromPort: from, ToPort: to } = permission;
  const isTransport = ["tcp", "udp", "6", "17"].includes(permission.IpProtocol);
  const ports: [number, number] | undefined =
    from !== undefined && to !== undefined ? [from, to] : isTransport ? [0, 65535] : undefined;
  const traffic = { protocol: permission.IpProtocol, ports };
  const rule = (peer: Omit<Rule, "protocol" | "ports">, description: string | undefined): Rule => ({
    ...traffic,
    ...peer,
    description,
  });
  return [
    ...permission.IpRanges.map((range) => rule({ cidr: range.CidrIp }, range.Description)),
    ...permission.Ipv6Ranges.map((range) => rule({ cidr: range.CidrIpv6 }, range.Description)),
    ...permission.PrefixListIds.map((list) => rule({ prefixList: list.PrefixListId }, list.Description)),
    ...permission.UserIdGroupPairs.flatMap((pair) =>
      pair.GroupId === undefined
        ? []
        : rule(
            {
              group: pair.GroupId,
              account: accountOf(pair.UserId),
              vpc: pair.VpcId,
              peering: pair.VpcPeeringConnectionId,
            },
            pair.Description,
          ),
    ),
  ];
}

const peeringSide = (side: RecordedAnswers["VpcPeeringConnections"][number]["RequesterVpcInfo"]) => ({
  account: accountOf(side.OwnerId),
  region: side.Region,
  vpc: side.VpcId,
  cidrs: side.CidrBlock === undefined ? [] : [side.CidrBlock],
});

const accountOf = (owner: string | undefined): string | undefined =>
  owner !== undefined && /^\d{12}$/.test(owner) ? owner : undefined;

const tagRecord = (tags: readonly { Key: string; Value: string }[]): Record<string, string> =>
  Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value]));

const states = ["pending", "running", "stopping", "stopped", "shutting-down", "terminated"] as const;

const instanceState = (name: string | undefined): (typeof states)[number] | undefined =>
  states.find((state) => state === name);

/** Recordings write `2017-09-26 23:55:53+00:00` as well as ISO 8601. */
function isoTime(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The account a recording is of: the one that owns most of its groups, or else of its interfaces. */
export function recordedOwner(recorded: RecordedAnswers): string | undefined {
  const owners: readonly (RecordedGroup["OwnerId"] | undefined)[] = [
    ...recorded.SecurityGroups.map((group) => group.OwnerId),
    ...recorded.NetworkInterfaces.map((item) => item.OwnerId),
  ];
  const counts = new Map<string, number>();
  for (const owner of owners) {
    const account = accountOf(owner);
    if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}
