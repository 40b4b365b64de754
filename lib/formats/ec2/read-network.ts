import type { ObservedPeering, ObservedSubnet, ObservedVpc } from "#lib/core/group/observation.ts";
import {
  type Fields,
  fieldsOf,
  forEachFields,
  optionalFlag,
  optionalText,
  present,
  textOf,
  within,
} from "./shape.ts";
import { readTags } from "./tags.ts";

/** A block counts while it is associated, or when EC2 does not tell its state. */
const counts = (association: Fields, state: string): boolean => {
  const name = within(association[state], state, (found) => optionalText(found.State, "State"));
  return !name || name === "associated";
};

/** The blocks of a `CidrBlockAssociationSet` or its twin for IPv6, each once, sorted. */
const blocksOf = (
  holder: Fields,
  block: "CidrBlock" | "Ipv6CidrBlock",
  first: string | null = null,
): readonly string[] => {
  const blocks = new Set(present(first));
  const name = `${block}AssociationSet`;
  forEachFields(holder[name], name, (association) => {
    const texts = present(optionalText(association[block], block));
    if (counts(association, `${block}State`)) for (const text of texts) blocks.add(text);
  });
  return [...blocks].sort();
};

/** One `Vpc` of `DescribeVpcs`. Throws `WrongShape`. */
export function readVpc(raw: unknown): ObservedVpc {
  const vpc = fieldsOf(raw);
  return {
    vpcId: textOf(vpc.VpcId, "VpcId"),
    ownerId: optionalText(vpc.OwnerId, "OwnerId") ?? "",
    isDefault: optionalFlag(vpc.IsDefault, "IsDefault"),
    ipv4Cidrs: blocksOf(vpc, "CidrBlock", optionalText(vpc.CidrBlock, "CidrBlock")),
    ipv6Cidrs: blocksOf(vpc, "Ipv6CidrBlock"),
    tags: readTags(vpc.Tags),
  };
}

/** One `Subnet` of `DescribeSubnets`. Throws `WrongShape`. */
export function readSubnet(raw: unknown): ObservedSubnet {
  const subnet = fieldsOf(raw);
  return {
    subnetId: textOf(subnet.SubnetId, "SubnetId"),
    vpcId: optionalText(subnet.VpcId, "VpcId") ?? "",
    availabilityZone: optionalText(subnet.AvailabilityZone, "AvailabilityZone") ?? "",
    ipv4Cidr: optionalText(subnet.CidrBlock, "CidrBlock") || null,
    ipv6Cidrs: blocksOf(subnet, "Ipv6CidrBlock"),
    tags: readTags(subnet.Tags),
  };
}

const side = (peering: Fields, name: string) => {
  const found = within(peering[name], name, (info) => ({
    vpcId: optionalText(info.VpcId, "VpcId"),
    accountId: optionalText(info.OwnerId, "OwnerId"),
  }));
  return { vpcId: found?.vpcId ?? "", accountId: found?.accountId ?? "" };
};

/** One `VpcPeeringConnection` of `DescribeVpcPeeringConnections`. Throws `WrongShape`. */
export function readPeering(raw: unknown): ObservedPeering {
  const peering = fieldsOf(raw);
  const requester = side(peering, "RequesterVpcInfo");
  const accepter = side(peering, "AccepterVpcInfo");
  return {
    peeringId: textOf(peering.VpcPeeringConnectionId, "VpcPeeringConnectionId"),
    status: within(peering.Status, "Status", (status) => optionalText(status.Code, "Code")) ?? "",
    requesterVpcId: requester.vpcId,
    requesterAccountId: requester.accountId,
    accepterVpcId: accepter.vpcId,
    accepterAccountId: accepter.accountId,
  };
}
