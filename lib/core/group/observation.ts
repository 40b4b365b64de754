/**
 * What EC2 said about one account and Region, in the core's words.
 *
 * Everything here is plain JSON (strings, numbers, arrays), so that it can be hashed, stored and shown as it is.
 * Names, descriptions and tags are attacker-controlled text. Field meanings follow the EC2 API reference
 * (2016-11-15).
 */

export type Direction = "ingress" | "egress";

export type Tags = Readonly<Record<string, string>>;

/** The one peer of a rule. CIDRs are as EC2 returned them. */
export type RulePeer =
  | { readonly kind: "ipv4"; readonly cidr: string }
  | { readonly kind: "ipv6"; readonly cidr: string }
  | { readonly kind: "prefix-list"; readonly prefixListId: string }
  | {
      readonly kind: "group";
      readonly groupId: string;
      /** Absent once the referenced group is deleted. */
      readonly ownerId?: string;
      readonly vpcId?: string;
      readonly peeringId?: string;
      /** As `ReferencedGroupInfo.PeeringStatus`: active, pending-acceptance, deleted, ... */
      readonly peeringStatus?: string;
    };

/** One rule with exactly one peer: `SecurityGroupRule`, or one range of an `IpPermission`. */
export interface ObservedRule {
  /** `sgr-...`; null on endpoints without rule ids. */
  readonly ruleId: string | null;
  readonly direction: Direction;
  /** As EC2 writes it: `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or a number. */
  readonly protocol: string;
  /** Null where EC2 gives none. Ignored for `-1` and for protocols without ports. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: RulePeer;
  readonly description: string | null;
  readonly tags: Tags;
}

export interface ObservedGroup {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  /** Null on endpoints without VPCs. */
  readonly vpcId: string | null;
  /** Further VPCs the group is associated with (`DescribeSecurityGroupVpcAssociations`). */
  readonly associatedVpcIds: readonly string[];
  readonly tags: Tags;
  readonly rules: readonly ObservedRule[];
  /** False when the rules could not be read: what the group allows is then unknown. */
  readonly rulesKnown: boolean;
}

export interface ObservedInterface {
  readonly interfaceId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** Group ids, in EC2's order. Empty means not governed by security groups. */
  readonly groupIds: readonly string[];
  /** Primary and secondary addresses and delegated prefixes, both families, as CIDRs (`10.0.1.4/32`). */
  readonly privateCidrs: readonly string[];
  readonly publicAddresses: readonly string[];
  /** `interface`, `network_load_balancer`, `nat_gateway`, `lambda`, ... */
  readonly interfaceType: string;
  readonly description: string;
  readonly status: string;
  readonly ownerId: string;
  /** The service or account that made it, when not the owner: `amazon-elb`, `amazon-rds`, ... */
  readonly requesterId: string | null;
  readonly requesterManaged: boolean;
  readonly instanceId: string | null;
  /** 0 is the instance's primary interface; null when not attached to an instance. */
  readonly deviceIndex: number | null;
  readonly tags: Tags;
}

export interface ObservedInstance {
  readonly instanceId: string;
  readonly state: string;
  readonly instanceType: string;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly tags: Tags;
}

export interface ObservedPrefixList {
  readonly prefixListId: string;
  readonly name: string;
  readonly family: "ipv4" | "ipv6";
  readonly ownerId: string;
  /** Null for AWS-managed lists. */
  readonly version: number | null;
  /** Null for AWS-managed lists, whose quota weight is published elsewhere. */
  readonly maxEntries: number | null;
  /** Null when the entries could not be read: what it covers is unknown. */
  readonly entries: readonly string[] | null;
}

export interface ObservedVpc {
  readonly vpcId: string;
  readonly ownerId: string;
  readonly isDefault: boolean;
  readonly ipv4Cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
  readonly tags: Tags;
}

export interface ObservedSubnet {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly ipv4Cidr: string | null;
  readonly ipv6Cidrs: readonly string[];
  readonly tags: Tags;
}

export interface ObservedPeering {
  readonly peeringId: string;
  /** `active`, `pending-acceptance`, `deleted`, ... */
  readonly status: string;
  readonly requesterVpcId: string;
  readonly requesterAccountId: string;
  readonly accepterVpcId: string;
  readonly accepterAccountId: string;
}

/** The kinds of thing an observation reads, each on its own pages. */
export const OBSERVED_PARTS = [
  "vpcs",
  "subnets",
  "peerings",
  "groups",
  "interfaces",
  "instances",
  "prefixLists",
] as const;
export type ObservedPart = (typeof OBSERVED_PARTS)[number];

/** How far a part was read this time. What was not read keeps its old items, with the time they were true. */
export interface PartStatus {
  readonly complete: boolean;
  /** ISO 8601 UTC: when the items of this part were last read whole; null when never. */
  readonly asOf: string | null;
  /** A sentence for people; null when complete. */
  readonly problem: string | null;
}

/** What the account may have at most in this Region, as Service Quotas tells it. */
export interface ObservedLimits {
  /** Quota L-0EA8095F: per group and direction, each family on its own. Null when it was never read. */
  readonly rulesPerGroup: number | null;
  /** Quota L-2AFB9258. Null when it was never read. */
  readonly groupsPerInterface: number | null;
  /** ISO 8601 UTC: when both were last read; null when never. */
  readonly asOf: string | null;
  /** Why they could not be read this time, a sentence for people; null when they were. */
  readonly problem: string | null;
}

export interface Observation {
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  /** Absent where nobody could ask: listings from files, endpoints without Service Quotas. */
  readonly limits?: ObservedLimits;
  readonly parts: Readonly<Record<ObservedPart, PartStatus>>;
  readonly vpcs: readonly ObservedVpc[];
  readonly subnets: readonly ObservedSubnet[];
  readonly peerings: readonly ObservedPeering[];
  readonly groups: readonly ObservedGroup[];
  readonly interfaces: readonly ObservedInterface[];
  readonly instances: readonly ObservedInstance[];
  readonly prefixLists: readonly ObservedPrefixList[];
}
