/** Small observations and stacks for tests, written in a line each. */
import type {
  Direction,
  Observation,
  ObservedGroup,
  ObservedInterface,
  ObservedPart,
  ObservedRule,
  PartStatus,
  RulePeer,
} from "#lib/core/group/observation.ts";
import type { MeantFlow, OpenSource, Pattern, Stack, Tier, TierBinding } from "#lib/core/tier/pattern.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";
export const VPC = "vpc-1";

const READ: PartStatus = { complete: true, asOf: "2026-01-01T00:00:00Z", problem: null };

/** Status of a part whose reading failed. */
export const UNREAD: PartStatus = { complete: false, asOf: null, problem: "A page failed." };

/** `10.0.0.0/8`, `::/0`, `pl-...` or `sg-...`. */
export const peerOf = (text: string): RulePeer => {
  if (text.startsWith("sg-")) return { kind: "group", groupId: text, ownerId: ACCOUNT };
  if (text.startsWith("pl-")) return { kind: "prefix-list", prefixListId: text };
  return text.includes(":") ? { kind: "ipv6", cidr: text } : { kind: "ipv4", cidr: text };
};

/** `tcp 22 10.0.0.0/8`, `tcp 20-25 sg-web`, `-1 * 0.0.0.0/0`, `icmp 8/-1 ::/0`. */
export const ruleOf = (text: string, direction: Direction = "ingress"): ObservedRule => {
  const [protocol = "", ports = "", peer = ""] = text.split(" ");
  const [from, to = from] = ports.split(ports.includes("/") ? "/" : /(?<=\d)-/);
  return {
    ruleId: null,
    direction,
    protocol,
    fromPort: ports === "*" ? null : Number(from),
    toPort: ports === "*" ? null : Number(to),
    peer: peerOf(peer),
    description: null,
    tags: {},
  };
};

export const groupOf = (
  groupId: string,
  rules: readonly (string | ObservedRule)[],
  more: Partial<ObservedGroup> = {},
): ObservedGroup => ({
  groupId,
  name: groupId.slice(3),
  description: "",
  ownerId: ACCOUNT,
  vpcId: VPC,
  associatedVpcIds: [],
  tags: {},
  rules: rules.map((rule) => (typeof rule === "string" ? ruleOf(rule) : rule)),
  rulesKnown: true,
  ...more,
});

/** The primary interface of an instance named after it. */
export const interfaceOf = (
  interfaceId: string,
  groupIds: readonly string[],
  privateCidrs: readonly string[],
  more: Partial<ObservedInterface> = {},
): ObservedInterface => ({
  interfaceId,
  vpcId: VPC,
  subnetId: "subnet-1",
  groupIds,
  privateCidrs,
  publicAddresses: [],
  interfaceType: "interface",
  description: "",
  status: "in-use",
  ownerId: ACCOUNT,
  requesterId: null,
  requesterManaged: false,
  instanceId: interfaceId.replace("eni", "i"),
  deviceIndex: 0,
  tags: {},
  ...more,
});

export const observationOf = (
  more: Partial<Omit<Observation, "parts">>,
  unread: readonly ObservedPart[] = [],
): Observation => {
  const status = (part: ObservedPart) => (unread.includes(part) ? UNREAD : READ);
  return {
    accountId: ACCOUNT,
    region: REGION,
    takenAt: "2026-01-01T00:00:00Z",
    parts: {
      vpcs: status("vpcs"),
      subnets: status("subnets"),
      peerings: status("peerings"),
      groups: status("groups"),
      interfaces: status("interfaces"),
      instances: status("instances"),
      prefixLists: status("prefixLists"),
    },
    vpcs: [
      { vpcId: VPC, ownerId: ACCOUNT, isDefault: false, ipv4Cidrs: ["10.0.0.0/16"], ipv6Cidrs: [], tags: {} },
    ],
    subnets: [],
    peerings: [],
    groups: [],
    interfaces: [],
    instances: [],
    prefixLists: [],
    ...more,
  };
};

export const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });

export const tierOf = (name: string, flows: readonly MeantFlow[], more: Partial<Tier> = {}): Tier => ({
  name,
  role: "workload",
  ingress: { mode: "list", flows },
  egress: { mode: "unmanaged" },
  ...more,
});

/** web, app, db and ssh-admin as DESIGN.md section 1 tells them. */
export const FOUR_TIERS: Pattern = {
  name: "three-tier",
  version: 1,
  description: "",
  tiers: [
    tierOf("web", [{ peer: { kind: "anyone" }, services: [tcp(80), tcp(443)] }]),
    tierOf("app", [{ peer: { kind: "tier", tier: "web" }, services: [tcp(8080)] }]),
    tierOf("db", [{ peer: { kind: "tier", tier: "app" }, services: [tcp(3306)] }]),
    tierOf("ssh-admin", [{ peer: { kind: "granted-sources" }, services: [tcp(22)] }], { role: "door" }),
  ],
  membership: { oneOf: ["web", "app", "db"], all: ["ssh-admin"] },
};

export const bindingOf = (
  tier: string,
  primaryGroupId: string,
  ...otherGroupIds: readonly string[]
): TierBinding => ({ tier, primaryGroupId, otherGroupIds });

export const sourceOf = (cidr: string): OpenSource => ({ name: cidr, peer: { kind: "cidr", cidr } });

export const stackOf = (more: Partial<Stack> = {}): Stack => ({
  name: "shop",
  accountId: ACCOUNT,
  region: REGION,
  vpcId: VPC,
  pattern: FOUR_TIERS,
  bindings: [
    bindingOf("web", "sg-web"),
    bindingOf("app", "sg-app"),
    bindingOf("db", "sg-db"),
    bindingOf("ssh-admin", "sg-ssh"),
  ],
  openSources: [],
  ...more,
});
