import { z } from "zod";

/**
 * The estate file: what an account looks like when the sandbox is first started.
 *
 * Anything may be referred to by `name` or by id (`groups: ["shop-web"]`, `vpc: "shop"`). A name is looked up
 * in the same Region; a group's first in the rule's own VPC, and `vpc-name/group-name` is always exact. Ids left
 * out are derived from account, Region, kind and name, so they are the same on every machine. Names and
 * texts are not checked against EC2's character sets: an estate may be hostile on purpose.
 */
const name = z.string().min(1);
const reference = z.string().min(1);
const accountId = z.string().regex(/^\d{12}$/, "an account id has 12 digits");
const cidr = z.string().regex(/\//, "a CIDR needs a prefix length");
const tags = z.record(z.string(), z.string()).default({});

/** Ready-made policies, or one's own list of action patterns such as `ec2:Describe*`. */
export const policyPresets = {
  admin: ["*"],
  read: [
    "ec2:Describe*",
    "ec2:GetManagedPrefixListEntries",
    "servicequotas:Get*",
    "cloudtrail:LookupEvents",
    "sts:AssumeRole",
  ],
  write: [
    "ec2:Describe*",
    "ec2:GetManagedPrefixListEntries",
    "ec2:AuthorizeSecurityGroup*",
    "ec2:RevokeSecurityGroup*",
    "ec2:ModifySecurityGroupRules",
    "ec2:UpdateSecurityGroupRuleDescriptions*",
    "ec2:ModifyNetworkInterfaceAttribute",
    "ec2:CreateSecurityGroup",
    "ec2:DeleteSecurityGroup",
    "ec2:CreateTags",
    "ec2:DeleteTags",
    "sts:AssumeRole",
  ],
  revoke: ["ec2:DescribeSecurityGroup*", "ec2:DescribeRegions", "ec2:RevokeSecurityGroup*"],
  "assume-only": ["sts:AssumeRole"],
} as const satisfies Record<string, readonly string[]>;

const policy = z.union([
  z.enum(["admin", "read", "write", "revoke", "assume-only"]),
  z.array(z.string().min(1)),
]);

const accessKey = z.strictObject({ id: z.string().min(16), secret: z.string().min(8), user: name, policy });

const role = z.strictObject({
  name,
  policy,
  trustedAccounts: z.array(accountId).min(1),
  externalId: z.string().min(2).optional(),
});

/** One rule; exactly one of `cidr` (either family), `prefixList` and `group` is its peer. */
const rule = z
  .strictObject({
    id: z.string().startsWith("sgr-").optional(),
    protocol: z.string().default("tcp"),
    /** A port, `[from, to]`, or for icmp `[type, code]`; left out for protocols without ports. */
    ports: z.union([z.int(), z.tuple([z.int(), z.int()])]).optional(),
    cidr: cidr.optional(),
    prefixList: reference.optional(),
    /** A name or id. An id that nobody has is kept as it stands: a stale reference. */
    group: reference.optional(),
    /** The referenced group's account; for references across a peering, its VPC and the peering too. */
    account: accountId.optional(),
    vpc: reference.optional(),
    peering: reference.optional(),
    description: z.string().optional(),
    tags,
  })
  .refine(
    (value) => [value.cidr, value.prefixList, value.group].filter((peer) => peer !== undefined).length === 1,
    "a rule has exactly one of cidr, prefixList and group",
  );

const identified = { id: z.string().optional(), name: name.optional() };
const isIdentified = (value: { id?: string | undefined; name?: string | undefined }): boolean =>
  value.id !== undefined || value.name !== undefined;
const identity = "give an id or a name";

const vpc = z
  .strictObject({
    ...identified,
    cidrs: z.array(cidr).min(1),
    ipv6Cidrs: z.array(cidr).default([]),
    default: z.boolean().default(false),
    owner: accountId.optional(),
    tags,
  })
  .refine(isIdentified, identity);

const subnet = z
  .strictObject({
    ...identified,
    vpc: reference,
    zone: z.string(),
    cidr,
    ipv6Cidr: cidr.optional(),
    public: z.boolean().default(false),
    tags,
  })
  .refine(isIdentified, identity);

const peeringSide = z.strictObject({
  account: accountId.optional(),
  region: name.optional(),
  vpc: reference,
  /** Needed only where the VPC is not in the estate. */
  cidrs: z.array(cidr).default([]),
});

/** Written once, in either side's Region; the sandbox shows it to both. */
const peering = z
  .strictObject({
    ...identified,
    requester: peeringSide,
    accepter: peeringSide,
    status: z.string().default("active"),
    tags,
  })
  .refine(isIdentified, identity);

const prefixList = z.strictObject({
  id: z.string().startsWith("pl-").optional(),
  name,
  /** `AWS` for one that AWS manages. */
  owner: z.union([accountId, z.literal("AWS")]).optional(),
  family: z.enum(["IPv4", "IPv6"]).default("IPv4"),
  maxEntries: z.int().positive(),
  version: z.int().positive().default(1),
  entries: z.array(z.strictObject({ cidr, description: z.string().optional() })).default([]),
  tags,
});

/** Every VPC gets its `default` group by itself unless one is given. */
const group = z.strictObject({
  id: z.string().startsWith("sg-").optional(),
  name,
  description: z.string().default("-"),
  vpc: reference.optional(),
  associatedVpcs: z.array(reference).default([]),
  /** Another account's id in a shared VPC. */
  owner: accountId.optional(),
  ingress: z.array(rule).default([]),
  /** Left out: everything to 0.0.0.0/0 (and ::/0 where the VPC has IPv6), as EC2 makes it. */
  egress: z.array(rule).optional(),
  tags,
});

const addresses = {
  groups: z.array(reference).default([]),
  publicAddress: z.ipv4().optional(),
  ipv6Addresses: z.array(z.ipv6()).default([]),
};

const networkInterface = z
  .strictObject({
    ...identified,
    ...addresses,
    subnet: reference,
    addresses: z.array(z.ipv4()).min(1),
    ipv4Prefixes: z.array(cidr).default([]),
    ipv6Prefixes: z.array(cidr).default([]),
    type: z.string().default("interface"),
    description: z.string().default(""),
    status: z.string().default("in-use"),
    /** Who asked for it: `amazon-elb`, `amazon-rds`, an account id. */
    requesterId: z.string().optional(),
    requesterManaged: z.boolean().default(false),
    /** An instance's second interface, or left out with `attachedTo` for a service's own. */
    instance: reference.optional(),
    deviceIndex: z.int().nonnegative().default(1),
    attachedTo: z.string().optional(),
    tags,
  })
  .refine(isIdentified, identity);

/** Gets a primary interface by itself, unless the estate has one of its with `deviceIndex` 0. */
const instance = z
  .strictObject({
    ...identified,
    ...addresses,
    subnet: reference,
    address: z.ipv4(),
    /** Id of its primary interface. */
    interfaceId: z.string().startsWith("eni-").optional(),
    type: z.string().default("t3.small"),
    image: z.string().default("ami-0a1b2c3d4e5f60718"),
    state: z
      .enum(["pending", "running", "stopping", "stopped", "shutting-down", "terminated"])
      .default("running"),
    launched: z.iso.datetime().default("2026-01-12T08:30:00Z"),
    keyName: z.string().optional(),
    tags,
  })
  .refine(isIdentified, identity);

/** EC2-FACTS, "Limits": the defaults, and the bounds within which AWS adjusts them. */
const quotas = z
  .strictObject({
    rulesPerGroup: z.int().positive().default(60),
    groupsPerInterface: z.int().positive().max(16).default(5),
    groups: z.int().positive().default(2500),
  })
  .refine(
    (value) => value.rulesPerGroup * value.groupsPerInterface <= 1000,
    "rules per group times groups per interface is at most 1,000",
  );

const region = z.strictObject({
  name,
  quotas: quotas.prefault({}),
  vpcs: z.array(vpc).default([]),
  subnets: z.array(subnet).default([]),
  peerings: z.array(peering).default([]),
  prefixLists: z.array(prefixList).default([]),
  groups: z.array(group).default([]),
  interfaces: z.array(networkInterface).default([]),
  instances: z.array(instance).default([]),
});

const account = z.strictObject({
  id: accountId,
  name,
  accessKeys: z.array(accessKey).default([]),
  roles: z.array(role).default([]),
  regions: z.array(region).min(1),
});

export const estateSchema = z.strictObject({ accounts: z.array(account).min(1) });

/** What an estate file or module is written as. */
export type EstateInput = z.input<typeof estateSchema>;
/** An estate with its defaults filled in. */
export type Estate = z.output<typeof estateSchema>;
export type EstateRegion = z.output<typeof region>;
export type EstateRule = z.output<typeof rule>;
