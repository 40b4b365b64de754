import type {
  DescribeRegionsRequest,
  DescribeRegionsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcPeeringConnectionsRequest,
  DescribeVpcPeeringConnectionsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  SubnetState,
  VpcPeeringConnectionStateReasonCode,
  VpcPeeringConnectionVpcInfo,
  VpcState,
} from "@aws-sdk/client-ec2";
import { derivedId } from "../identifiers.ts";
import { invalidValue, Refusal } from "../refusal.ts";
import type { Peering, PeeringSide, Subnet, Vpc } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { arn } from "./group-view.ts";
import { type FilterTable, list } from "./listing.ts";
import { tagList } from "./tags.ts";

/** EC2-FACTS, "Regions": without AllRegions only those the account has enabled. */
export function describeRegions(call: Call, input: DescribeRegionsRequest): DescribeRegionsResult {
  const enabled = new Set(Object.keys(call.state.accounts[call.account]?.regions ?? {}));
  const every = new Set(
    Object.values(call.state.accounts).flatMap((account) => Object.keys(account.regions)),
  );
  const unknown = (input.RegionNames ?? []).filter((name) => !every.has(name));
  if (unknown.length > 0) throw invalidValue(`Invalid region names: [${unknown.join(", ")}]`);
  const names = [...(input.AllRegions === true ? every : enabled)].filter(
    (name) => (input.RegionNames ?? []).length === 0 || input.RegionNames?.includes(name),
  );
  const page = list<string>(
    { Filters: input.Filters },
    {
      items: names,
      id: (name) => name,
      filters: {
        "region-name": (name) => [name],
        endpoint: (name) => [endpoint(name)],
        "opt-in-status": (name) => [optIn(enabled.has(name))],
      },
    },
  );
  return {
    Regions: page.items.map((name) => ({
      RegionName: name,
      Endpoint: endpoint(name),
      OptInStatus: optIn(enabled.has(name)),
    })),
  };
}

const endpoint = (region: string): string => `ec2.${region}.amazonaws.com`;
const optIn = (enabled: boolean): string => (enabled ? "opt-in-not-required" : "not-opted-in");

const vpcFilters: FilterTable<Vpc> = {
  "vpc-id": (vpc) => [vpc.id],
  cidr: (vpc) => vpc.cidrs.slice(0, 1),
  "cidr-block-association.cidr-block": (vpc) => vpc.cidrs,
  "is-default": (vpc) => [String(vpc.isDefault)],
  isDefault: (vpc) => [String(vpc.isDefault)],
  "owner-id": (vpc) => [vpc.owner],
  state: () => ["available"],
};

export function describeVpcs(call: Call, input: DescribeVpcsRequest): DescribeVpcsResult {
  const page = list(input, {
    items: Object.values(ownRegion(call).vpcs),
    id: (vpc) => vpc.id,
    tags: (vpc) => vpc.tags,
    filters: vpcFilters,
    asked: input.VpcIds,
    missing: (id) => new Refusal("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`),
    askedParameter: "VpcIds",
  });
  return { Vpcs: page.items.map(vpcView), NextToken: page.nextToken };
}

const vpcView = (vpc: Vpc): NonNullable<DescribeVpcsResult["Vpcs"]>[number] => ({
  VpcId: vpc.id,
  OwnerId: vpc.owner,
  State: "available" satisfies VpcState,
  CidrBlock: vpc.cidrs[0],
  CidrBlockAssociationSet: vpc.cidrs.map((CidrBlock) => ({
    AssociationId: derivedId("vpc-cidr-assoc", vpc.id, CidrBlock),
    CidrBlock,
    CidrBlockState: { State: "associated" },
  })),
  Ipv6CidrBlockAssociationSet: vpc.ipv6Cidrs.map((Ipv6CidrBlock) => ({
    AssociationId: derivedId("vpc-cidr-assoc", vpc.id, Ipv6CidrBlock),
    Ipv6CidrBlock,
    Ipv6CidrBlockState: { State: "associated" },
  })),
  DhcpOptionsId: derivedId("dopt", vpc.owner),
  InstanceTenancy: "default",
  IsDefault: vpc.isDefault,
  Tags: tagList(vpc.tags),
});

const subnetFilters: FilterTable<Subnet> = {
  "subnet-id": (subnet) => [subnet.id],
  "vpc-id": (subnet) => [subnet.vpc],
  "availability-zone": (subnet) => [subnet.zone],
  "cidr-block": (subnet) => [subnet.cidr],
  "owner-id": (subnet) => [subnet.owner],
  state: () => ["available"],
};

export function describeSubnets(call: Call, input: DescribeSubnetsRequest): DescribeSubnetsResult {
  const page = list(input, {
    items: Object.values(ownRegion(call).subnets),
    id: (subnet) => subnet.id,
    tags: (subnet) => subnet.tags,
    filters: subnetFilters,
    asked: input.SubnetIds,
    missing: (id) => new Refusal("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`),
    askedParameter: "SubnetIds",
  });
  return { Subnets: page.items.map((subnet) => subnetView(call, subnet)), NextToken: page.nextToken };
}

const subnetView = (call: Call, subnet: Subnet): NonNullable<DescribeSubnetsResult["Subnets"]>[number] => ({
  SubnetId: subnet.id,
  SubnetArn: arn(call, subnet.owner, "subnet", subnet.id),
  OwnerId: subnet.owner,
  VpcId: subnet.vpc,
  State: "available" satisfies SubnetState,
  AvailabilityZone: subnet.zone,
  AvailableIpAddressCount: 2 ** (32 - Number(subnet.cidr.split("/")[1])) - 5,
  CidrBlock: subnet.cidr,
  Ipv6CidrBlockAssociationSet:
    subnet.ipv6Cidr === undefined
      ? []
      : [
          {
            AssociationId: derivedId("subnet-cidr-assoc", subnet.id, subnet.ipv6Cidr),
            Ipv6CidrBlock: subnet.ipv6Cidr,
            Ipv6CidrBlockState: { State: "associated" },
          },
        ],
  AssignIpv6AddressOnCreation: false,
  DefaultForAz: ownRegion(call).vpcs[subnet.vpc]?.isDefault ?? false,
  MapPublicIpOnLaunch: subnet.publicByDefault,
  Tags: tagList(subnet.tags),
});

const peeringFilters: FilterTable<Peering> = {
  "vpc-peering-connection-id": (peering) => [peering.id],
  "status-code": (peering) => [peering.status],
  "requester-vpc-info.vpc-id": (peering) => [peering.requester.vpc],
  "requester-vpc-info.owner-id": (peering) => [peering.requester.account],
  "accepter-vpc-info.vpc-id": (peering) => [peering.accepter.vpc],
  "accepter-vpc-info.owner-id": (peering) => [peering.accepter.account],
};

export function describeVpcPeeringConnections(
  call: Call,
  input: DescribeVpcPeeringConnectionsRequest,
): DescribeVpcPeeringConnectionsResult {
  const page = list(input, {
    items: Object.values(ownRegion(call).peerings),
    id: (peering) => peering.id,
    tags: (peering) => peering.tags,
    filters: peeringFilters,
    asked: input.VpcPeeringConnectionIds,
    missing: (id) =>
      new Refusal(
        "InvalidVpcPeeringConnectionID.NotFound",
        `The vpcPeeringConnection ID '${id}' does not exist`,
      ),
    askedParameter: "VpcPeeringConnectionIds",
  });
  return {
    VpcPeeringConnections: page.items.map((peering) => ({
      VpcPeeringConnectionId: peering.id,
      RequesterVpcInfo: sideView(peering.requester),
      AccepterVpcInfo: sideView(peering.accepter),
      Status: {
        Code: peering.status as VpcPeeringConnectionStateReasonCode,
        Message: peering.status.charAt(0).toUpperCase() + peering.status.slice(1),
      },
      Tags: tagList(peering.tags),
    })),
    NextToken: page.nextToken,
  };
}

const sideView = (side: PeeringSide): VpcPeeringConnectionVpcInfo => ({
  OwnerId: side.account,
  Region: side.region,
  VpcId: side.vpc,
  CidrBlock: side.cidrs[0],
  CidrBlockSet: side.cidrs.map((CidrBlock) => ({ CidrBlock })),
});
