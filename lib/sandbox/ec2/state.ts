/**
 * What the sandbox knows: accounts, their keys and roles, and per Region the resources EC2 would hold.
 * Plain immutable values; a change makes a new state (see change.ts), so an older one can still be read.
 * CIDRs are canonical as EC2 stores them, rules are single rules, and ids are EC2's own.
 */
export interface CloudState {
  readonly accounts: Readonly<Record<string, Account>>;
  /** Temporary credentials by access key id. */
  readonly sessions: Readonly<Record<string, Session>>;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly accessKeys: readonly AccessKey[];
  readonly roles: readonly Role[];
  readonly regions: Readonly<Record<string, Region>>;
}

/** IAM in one line: the action patterns allowed, such as `ec2:Describe*`. Everything else is denied. */
export type Policy = readonly string[];

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly user: string;
  readonly policy: Policy;
}

export interface Role {
  readonly name: string;
  readonly policy: Policy;
  readonly trustedAccounts: readonly string[];
  readonly externalId?: string | undefined;
}

export interface Session {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
  readonly account: string;
  readonly role: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Every kind of resource a Region holds, by the name of its collection. */
export interface Collections {
  readonly vpcs: Vpc;
  readonly subnets: Subnet;
  readonly peerings: Peering;
  readonly prefixLists: PrefixList;
  readonly groups: Group;
  readonly interfaces: NetworkInterface;
  readonly instances: Instance;
}

export type Region = { readonly [K in keyof Collections]: Readonly<Record<string, Collections[K]>> } & {
  readonly name: string;
  readonly quotas: Quotas;
};

export interface Quotas {
  readonly rulesPerGroup: number;
  readonly groupsPerInterface: number;
  readonly groups: number;
}

export type Tags = Readonly<Record<string, string>>;

export interface Vpc {
  readonly id: string;
  readonly owner: string;
  readonly cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
  readonly isDefault: boolean;
  readonly tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly owner: string;
  readonly vpc: string;
  readonly zone: string;
  readonly cidr: string;
  readonly ipv6Cidr?: string | undefined;
  readonly publicByDefault: boolean;
  readonly tags: Tags;
}

export interface PeeringSide {
  readonly account: string;
  readonly region: string;
  readonly vpc: string;
  readonly cidrs: readonly string[];
}

/** Held by each side that the sandbox knows. */
export interface Peering {
  readonly id: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
  readonly status: string;
  readonly tags: Tags;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  /** An account id, or `AWS`. */
  readonly owner: string;
  readonly family: "IPv4" | "IPv6";
  readonly maxEntries: number;
  readonly version: number;
  readonly entries: readonly { readonly cidr: string; readonly description?: string | undefined }[];
  readonly tags: Tags;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  /** Absent only on clouds without VPCs. */
  readonly vpc?: string | undefined;
  readonly associatedVpcs: readonly string[];
  readonly rules: readonly Rule[];
  readonly tags: Tags;
}

export type Peer =
  | { readonly kind: "ipv4"; readonly cidr: string }
  | { readonly kind: "ipv6"; readonly cidr: string }
  | { readonly kind: "prefix-list"; readonly id: string }
  | GroupPeer;

export interface GroupPeer {
  readonly kind: "group";
  readonly id: string;
  readonly account?: string | undefined;
  /** Set when the reference crosses a peering. */
  readonly vpc?: string | undefined;
  readonly peering?: string | undefined;
}

/** One rule as DescribeSecurityGroupRules shows it. Ports are -1 where the protocol has none. */
export interface Rule {
  readonly id: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or another number as text. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
  readonly description?: string | undefined;
  readonly tags: Tags;
}

export interface NetworkInterface {
  readonly id: string;
  readonly owner: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly zone: string;
  readonly type: string;
  readonly description: string;
  readonly status: string;
  readonly groups: readonly string[];
  readonly mac: string;
  /** The first is the primary one. */
  readonly addresses: readonly string[];
  readonly ipv6Addresses: readonly string[];
  readonly ipv4Prefixes: readonly string[];
  readonly ipv6Prefixes: readonly string[];
  readonly publicAddress?: string | undefined;
  readonly requesterId?: string | undefined;
  readonly requesterManaged: boolean;
  readonly attachment?: Attachment | undefined;
  readonly tags: Tags;
}

export interface Attachment {
  readonly id: string;
  readonly instance?: string | undefined;
  readonly instanceOwner: string;
  readonly deviceIndex: number;
}

export interface Instance {
  readonly id: string;
  readonly owner: string;
  readonly reservation: string;
  readonly type: string;
  readonly image: string;
  readonly state: string;
  readonly launched: string;
  readonly keyName?: string | undefined;
  readonly vpc?: string | undefined;
  readonly subnet?: string | undefined;
  readonly zone: string;
  readonly privateAddress?: string | undefined;
  readonly publicAddress?: string | undefined;
  readonly tags: Tags;
}
