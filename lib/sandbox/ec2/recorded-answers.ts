import { z } from "zod";

/**
 * The parts of recorded describe-* answers the sandbox makes an account from. Recordings come from many years and
 * tools: nearly everything may be absent, and what is not named here is passed over.
 */
const text = z.string();
const tags = z.array(z.object({ Key: text, Value: text.default("") })).default([]);
const described = { Description: text.optional() };

const permission = z.object({
  IpProtocol: text,
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: text, ...described })).default([]),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: text, ...described })).default([]),
  PrefixListIds: z.array(z.object({ PrefixListId: text, ...described })).default([]),
  UserIdGroupPairs: z
    .array(
      z.object({
        GroupId: text.optional(),
        UserId: text.optional(),
        VpcId: text.optional(),
        VpcPeeringConnectionId: text.optional(),
        ...described,
      }),
    )
    .default([]),
});

const securityGroup = z.object({
  GroupId: text,
  GroupName: text,
  Description: text.default("-"),
  OwnerId: text.optional(),
  VpcId: text.optional(),
  IpPermissions: z.array(permission).default([]),
  IpPermissionsEgress: z.array(permission).default([]),
  Tags: tags,
});

const groupReferences = z.array(z.object({ GroupId: text })).default([]);

const networkInterface = z.object({
  NetworkInterfaceId: text,
  OwnerId: text.optional(),
  SubnetId: text.optional(),
  Description: text.default(""),
  InterfaceType: text.default("interface"),
  Status: text.default("in-use"),
  RequesterId: text.optional(),
  RequesterManaged: z.boolean().default(false),
  Groups: groupReferences,
  PrivateIpAddress: text.optional(),
  PrivateIpAddresses: z
    .array(z.object({ Primary: z.boolean().default(false), PrivateIpAddress: text }))
    .default([]),
  Ipv6Addresses: z.array(z.object({ Ipv6Address: text })).default([]),
  Ipv4Prefixes: z.array(z.object({ Ipv4Prefix: text })).default([]),
  Ipv6Prefixes: z.array(z.object({ Ipv6Prefix: text })).default([]),
  Association: z.object({ PublicIp: text.optional() }).optional(),
  Attachment: z
    .object({
      InstanceId: text.optional(),
      InstanceOwnerId: text.optional(),
      DeviceIndex: z.int().default(0),
    })
    .optional(),
  TagSet: tags,
});

const instance = z.object({
  InstanceId: text,
  InstanceType: text.optional(),
  ImageId: text.optional(),
  KeyName: text.optional(),
  LaunchTime: text.optional(),
  State: z.object({ Name: text }).optional(),
  SubnetId: text.optional(),
  PrivateIpAddress: text.optional(),
  PublicIpAddress: text.optional(),
  SecurityGroups: groupReferences,
  Tags: tags,
});

const peeringSide = z.object({
  OwnerId: text.optional(),
  Region: text.optional(),
  VpcId: text,
  CidrBlock: text.optional(),
});

export const recordedAnswers = z.object({
  SecurityGroups: z.array(securityGroup).default([]),
  Vpcs: z
    .array(
      z.object({
        VpcId: text,
        CidrBlock: text,
        CidrBlockAssociationSet: z.array(z.object({ CidrBlock: text })).default([]),
        Ipv6CidrBlockAssociationSet: z.array(z.object({ Ipv6CidrBlock: text })).default([]),
        IsDefault: z.boolean().default(false),
        Tags: tags,
      }),
    )
    .default([]),
  Subnets: z
    .array(
      z.object({
        SubnetId: text,
        VpcId: text,
        AvailabilityZone: text,
        CidrBlock: text,
        Ipv6CidrBlockAssociationSet: z.array(z.object({ Ipv6CidrBlock: text })).default([]),
        MapPublicIpOnLaunch: z.boolean().default(false),
        Tags: tags,
      }),
    )
    .default([]),
  NetworkInterfaces: z.array(networkInterface).default([]),
  Reservations: z.array(z.object({ Instances: z.array(instance).default([]) })).default([]),
  VpcPeeringConnections: z
    .array(
      z.object({
        VpcPeeringConnectionId: text,
        RequesterVpcInfo: peeringSide,
        AccepterVpcInfo: peeringSide,
        Status: z.object({ Code: text }),
        Tags: tags,
      }),
    )
    .default([]),
  /** describe-prefix-lists: AWS's own, with their addresses. */
  PrefixLists: z
    .array(
      z.object({
        PrefixListId: text,
        PrefixListName: text,
        Cidrs: z.array(text).default([]),
        AddressFamily: z.enum(["IPv4", "IPv6"]).default("IPv4"),
        MaxEntries: z.int().optional(),
        OwnerId: text.default("AWS"),
        Version: z.int().positive().default(1),
      }),
    )
    .default([]),
});

export type RecordedAnswers = z.output<typeof recordedAnswers>;
export type RecordedGroup = RecordedAnswers["SecurityGroups"][number];
export type RecordedPermission = RecordedGroup["IpPermissions"][number];

/** The top-level keys by which a file is known to be of use, whatever its name. */
export const recordedKeys: readonly string[] = Object.keys(recordedAnswers.shape);
