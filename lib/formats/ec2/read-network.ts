import { z } from "zod";
import type { ObservedPeering, ObservedSubnet, ObservedVpc } from "#lib/core/group/observation.ts";
import { tagsSchema } from "./tags.ts";

const vpcSchema = z.object({
  VpcId: z.string(),
  OwnerId: z.string().nullish(),
  IsDefault: z.boolean().nullish(),
  CidrBlock: z.string().nullish(),
  CidrBlockAssociationSet: z
    .array(
      z.object({
        CidrBlock: z.string().nullish(),
        CidrBlockState: z.object({ State: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  Ipv6CidrBlockAssociationSet: z
    .array(
      z.object({
        Ipv6CidrBlock: z.string().nullish(),
        Ipv6CidrBlockState: z.object({ State: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  Tags: tagsSchema,
});

/** A block counts while it is associated, or when EC2 does not tell its state. */
const counts = (state: string | null | undefined): boolean => !state || state === "associated";

const present = (value: string | null | undefined): readonly string[] => (value ? [value] : []);

/** One `Vpc` of `DescribeVpcs`. Throws on another shape. */
export function readVpc(raw: unknown): ObservedVpc {
  const vpc = vpcSchema.parse(raw);
  const ipv4 = (vpc.CidrBlockAssociationSet ?? [])
    .filter((block) => counts(block.CidrBlockState?.State))
    .flatMap((block) => present(block.CidrBlock));
  const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? [])
    .filter((block) => counts(block.Ipv6CidrBlockState?.State))
    .flatMap((block) => present(block.Ipv6CidrBlock));
  return {
    vpcId: vpc.VpcId,
    ownerId: vpc.OwnerId ?? "",
    isDefault: vpc.IsDefault ?? false,
    ipv4Cidrs: [...new Set([...present(vpc.CidrBlock), ...ipv4])].sort(),
    ipv6Cidrs: [...new Set(ipv6)].sort(),
    tags: vpc.Tags,
  };
}

const subnetSchema = z.object({
  SubnetId: z.string(),
  VpcId: z.string().nullish(),
  AvailabilityZone: z.string().nullish(),
  CidrBlock: z.string().nullish(),
  Ipv6CidrBlockAssociationSet: z
    .array(
      z.object({
        Ipv6CidrBlock: z.string().nullish(),
        Ipv6CidrBlockState: z.object({ State: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  Tags: tagsSchema,
});

/** One `Subnet` of `DescribeSubnets`. Throws on another shape. */
export function readSubnet(raw: unknown): ObservedSubnet {
  const subnet = subnetSchema.parse(raw);
  return {
    subnetId: subnet.SubnetId,
    vpcId: subnet.VpcId ?? "",
    availabilityZone: subnet.AvailabilityZone ?? "",
    ipv4Cidr: subnet.CidrBlock || null,
    ipv6Cidrs: (subnet.Ipv6CidrBlockAssociationSet ?? [])
      .filter((block) => counts(block.Ipv6CidrBlockState?.State))
      .flatMap((block) => present(block.Ipv6CidrBlock))
      .sort(),
    tags: subnet.Tags,
  };
}

const sideSchema = z.object({ VpcId: z.string().nullish(), OwnerId: z.string().nullish() }).nullish();

const peeringSchema = z.object({
  VpcPeeringConnectionId: z.string(),
  Status: z.object({ Code: z.string().nullish() }).nullish(),
  RequesterVpcInfo: sideSchema,
  AccepterVpcInfo: sideSchema,
});

/** One `VpcPeeringConnection` of `DescribeVpcPeeringConnections`. Throws on another shape. */
export function readPeering(raw: unknown): ObservedPeering {
  const peering = peeringSchema.parse(raw);
  return {
    peeringId: peering.VpcPeeringConnectionId,
    status: peering.Status?.Code ?? "",
    requesterVpcId: peering.RequesterVpcInfo?.VpcId ?? "",
    requesterAccountId: peering.RequesterVpcInfo?.OwnerId ?? "",
    accepterVpcId: peering.AccepterVpcInfo?.VpcId ?? "",
    accepterAccountId: peering.AccepterVpcInfo?.OwnerId ?? "",
  };
}
