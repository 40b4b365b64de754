/**
 * A generated account with the stacks its groups are meant to play: realistic in size and mix, the same for the same
 * seed. What it says is plain describe JSON, as `aws ec2 describe-*` prints it.
 */
import type { OpenSource, Pattern, Stack } from "#lib/core/tier/pattern.ts";
import { drifted } from "./drift.ts";
import { generatedInterfaces } from "./generated-interfaces.ts";
import { generatedPattern, type Neighbourhood } from "./generated-patterns.ts";
import { type GeneratedRule, permissionsOf, rulesOfFlow } from "./generated-rule.ts";
import { type Random, randomFrom } from "./random.ts";

export interface AccountSize {
  readonly groups: number;
  readonly rulesOfGroup: number;
  readonly interfaces: number;
  /** Share of the stacks' groups that somebody changed by hand, 0-1. */
  readonly drift: number;
}

export interface GeneratedAccount {
  readonly stacks: readonly Stack[];
  /** Answers of describe commands, by the name of a file; made when asked for, since they are large. */
  readonly answers: Iterable<{ readonly name: string; readonly json: object }>;
  readonly driftedGroupIds: readonly string[];
}

export const ACCOUNT_ID = "111111111111";
export const REGION = "eu-central-1";
const PATTERNS = 12;
const VPCS = 20;
const GROUPS_A_FILE = 2_500;

const vpcId = (position: number): string => `vpc-0${(position % VPCS).toString(16).padStart(16, "0")}`;
/** Shared groups live in the first VPC, with which all others are peered. */
const HUB = vpcId(0);
const peeringId = (vpc: string): string => vpc.replace("vpc-", "pcx-");
const groupIdAt = (position: number): string =>
  `sg-0${(Math.imul(position, 2654435761) >>> 0).toString(16).padStart(8, "0")}${position.toString(16).padStart(8, "0")}`;
/** Every other VPC has IPv6. */
const hasIpv6 = (position: number): boolean => (position % VPCS) % 2 === 0;

const neighbourhood = (random: Random): Neighbourhood => ({
  networks: [
    ...Array.from(
      { length: 120 },
      (_, net) => `10.${64 + (net >> 2)}.${(net & 3) * 64 + random.below(64)}.0/24`,
    ),
    ...Array.from({ length: 40 }, (_, net) => `172.${16 + (net % 16)}.${net * 4}.0/22`),
    ...Array.from({ length: 30 }, (_, net) => `192.168.${net * 8}.${random.below(8) * 32}/27`),
  ],
  networksV6: Array.from({ length: 40 }, (_, net) => `2001:db8:${(net + 256).toString(16)}::/48`),
  prefixListIds: Array.from({ length: 12 }, (_, list) => `pl-0${list.toString(16).padStart(16, "0")}`),
  sharedGroupIds: Array.from({ length: 40 }, (_, group) => groupIdAt(group)),
});

const sourcePeer = (random: Random): OpenSource["peer"] => {
  const kind = random.below(100);
  const host = `203.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}/32`;
  if (kind < 62) return { kind: "cidr", cidr: host };
  if (kind < 80) return { kind: "cidr", cidr: `198.${18 + random.below(2)}.${random.below(256)}.0/24` };
  const site = (0x1000 + random.below(0xe000)).toString(16);
  return { kind: "cidr", cidr: `2600:1f14:${site}:${(1 + random.below(0xfffe)).toString(16)}::/64` };
};

const openSources = (count: number, near: Neighbourhood, random: Random): OpenSource[] => {
  const peers = new Map<string, OpenSource["peer"]>();
  const [list = ""] = random.sample(near.prefixListIds, 1);
  peers.set(list, { kind: "prefix-list", prefixListId: list });
  const [bastion = ""] = random.sample(near.sharedGroupIds, 1);
  peers.set(bastion, { kind: "group", groupId: bastion });
  while (peers.size < count) {
    const peer = sourcePeer(random);
    if (peer.kind === "cidr") peers.set(peer.cidr, peer);
  }
  return [...peers.values()].map((peer, position) => ({ name: `source-${position}`, peer }));
};

const rulesOfTier = (stack: Stack, tier: Pattern["tiers"][number], ipv6: boolean): GeneratedRule[] => {
  const meaning = {
    ipv6,
    accountId: ACCOUNT_ID,
    peering: stack.vpcId === HUB ? null : { vpcId: HUB, peeringId: peeringId(stack.vpcId) },
    groupOfTier: (name: string) =>
      stack.bindings.find((binding) => binding.tier === name)?.primaryGroupId ?? "",
    sources: stack.openSources.map((source) => source.peer),
  };
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const model = tier[direction];
    if (model.mode === "list")
      return model.flows.flatMap(({ peer, services }) => rulesOfFlow(direction, peer, services, meaning));
    return rulesOfFlow(
      direction,
      { kind: "anyone" },
      [{ protocol: "all", fromPort: null, toPort: null }],
      meaning,
    );
  });
};

const described = (rule: GeneratedRule, random: Random): GeneratedRule =>
  random.chance(0.6)
    ? {
        ...rule,
        description: `${random.pick(["Monitoring", "Office", "Granted to", "Backup"])} ${random.hex(6)}`,
      }
    : rule;

const writeGroup = (position: number, vpc: string, name: string, rules: readonly GeneratedRule[]): object => {
  const of = (direction: string) => permissionsOf(rules.filter((rule) => rule.direction === direction));
  const groupId = groupIdAt(position);
  return {
    GroupId: groupId,
    IpPermissionsEgress: of("egress"),
    Tags: [
      { Key: "Name", Value: name },
      { Key: "team", Value: `team-${position % 37}` },
    ],
    VpcId: vpc,
    SecurityGroupArn: `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:security-group/${groupId}`,
    OwnerId: ACCOUNT_ID,
    GroupName: name,
    Description: `${name} of the generated account`,
    IpPermissions: of("ingress"),
  };
};

/** Groups that no stack binds: load balancers, shared services, leftovers. */
const looseRules = (count: number, near: Neighbourhood, random: Random): GeneratedRule[] =>
  random.sample([...near.networks, ...near.networks], count).map((cidr) => ({
    direction: "ingress",
    protocol: "tcp",
    fromPort: 1024 + random.below(2_000),
    toPort: 4_000,
    peer: { kind: "ipv4", cidr },
    description: null,
  }));

const prefixListAnswers = (near: Neighbourhood, random: Random) => [
  {
    name: "prefix-lists.json",
    json: {
      PrefixLists: near.prefixListIds.map((PrefixListId, position) => ({
        PrefixListId,
        AddressFamily: position % 4 === 3 ? "IPv6" : "IPv4",
        State: "create-complete",
        PrefixListArn: `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:prefix-list/${PrefixListId}`,
        PrefixListName: `list-${position}`,
        MaxEntries: 40,
        Version: 3,
        Tags: [],
        OwnerId: ACCOUNT_ID,
      })),
    },
  },
  ...near.prefixListIds.map((prefixListId, position) => ({
    name: `entries-${prefixListId}.json`,
    json: {
      Entries: Array.from({ length: 20 }, (_, entry) => ({
        Cidr:
          position % 4 === 3
            ? `2a0${position % 10}:${(entry + 1).toString(16)}::/32`
            : `${100 + position}.${entry}.${random.below(256)}.0/24`,
        Description: `entry ${entry}`,
      })),
    },
  })),
];

const vpcAnswer = {
  name: "vpcs.json",
  json: {
    Vpcs: Array.from({ length: VPCS }, (_, position) => ({
      CidrBlock: `10.${position}.0.0/16`,
      VpcId: vpcId(position),
      OwnerId: ACCOUNT_ID,
      IsDefault: false,
      State: "available",
      CidrBlockAssociationSet: [
        { CidrBlock: `10.${position}.0.0/16`, CidrBlockState: { State: "associated" } },
      ],
      ...(hasIpv6(position)
        ? {
            Ipv6CidrBlockAssociationSet: [
              {
                Ipv6CidrBlock: `2a05:d014:${(position + 1).toString(16)}::/56`,
                Ipv6CidrBlockState: { State: "associated" },
              },
            ],
          }
        : {}),
      Tags: [],
    })),
  },
};

const subnetAnswer = {
  name: "subnets.json",
  json: {
    Subnets: Array.from({ length: VPCS }, (_, position) => ({
      SubnetId: `subnet-0${position}`,
      VpcId: vpcId(position),
      AvailabilityZone: `${REGION}${"abc"[position % 3]}`,
      CidrBlock: `10.${position}.0.0/17`,
      Tags: [],
    })),
  },
};

const peeringAnswer = {
  name: "peerings.json",
  json: {
    VpcPeeringConnections: Array.from({ length: VPCS - 1 }, (_, position) => ({
      VpcPeeringConnectionId: peeringId(vpcId(position + 1)),
      Status: { Code: "active" },
      RequesterVpcInfo: { VpcId: vpcId(position + 1), OwnerId: ACCOUNT_ID },
      AccepterVpcInfo: { VpcId: HUB, OwnerId: ACCOUNT_ID },
    })),
  },
};

/** Four groups make a stack; about one in twenty-five groups belongs to none. */
export const generateAccount = (size: AccountSize, seed = 1): GeneratedAccount => {
  const random = randomFrom(seed);
  const near = neighbourhood(random);
  const patterns = Array.from({ length: PATTERNS }, (_, position) =>
    generatedPattern(position, size.rulesOfGroup, near, random),
  );
  const loose = Math.max(near.sharedGroupIds.length, Math.floor(size.groups * 0.04));
  const stacks = Array.from({ length: Math.floor((size.groups - loose) / 4) }, (_, position): Stack => {
    const pattern = random.pick(patterns);
    return {
      name: `stack-${position}`,
      accountId: ACCOUNT_ID,
      region: REGION,
      vpcId: vpcId(position),
      pattern,
      bindings: pattern.tiers.map((tier, order) => ({
        tier: tier.name,
        primaryGroupId: groupIdAt(loose + position * 4 + order),
        otherGroupIds: [],
      })),
      openSources: openSources(size.rulesOfGroup - 1, near, random),
    };
  });
  const drifts = new Set(
    stacks.flatMap((stack) =>
      stack.bindings.flatMap((binding) => (random.chance(size.drift) ? [binding.primaryGroupId] : [])),
    ),
  );

  const groupAt = (position: number): object => {
    const own = randomFrom(seed * 1_000_003 + position);
    const place = position - loose;
    const stack = place < 0 ? undefined : stacks[place >> 2];
    const tier = stack?.pattern.tiers[place & 3];
    if (stack === undefined || tier === undefined) {
      const rules = looseRules(size.rulesOfGroup, near, own);
      return writeGroup(position, HUB, `shared-${position}`, rules);
    }
    const meant = rulesOfTier(stack, tier, hasIpv6(place >> 2));
    const rules = drifts.has(groupIdAt(position)) ? drifted(meant, own) : meant;
    const written = rules.map((rule) => described(rule, own));
    return writeGroup(position, stack.vpcId, `${stack.name}-${tier.name}`, written);
  };

  function* answers() {
    for (let first = 0; first < size.groups; first += GROUPS_A_FILE) {
      const count = Math.min(GROUPS_A_FILE, size.groups - first);
      const SecurityGroups = Array.from({ length: count }, (_, step) => groupAt(first + step));
      const goesOn = first + count < size.groups;
      const json = goesOn ? { SecurityGroups, NextToken: `${first}` } : { SecurityGroups };
      yield { name: `groups-${first / GROUPS_A_FILE}.json`, json };
    }
    yield* generatedInterfaces(stacks, size.interfaces, randomFrom(seed + 7));
    yield* prefixListAnswers(near, randomFrom(seed + 8));
    yield vpcAnswer;
    yield subnetAnswer;
    yield peeringAnswer;
  }
  return { stacks, answers: { [Symbol.iterator]: answers }, driftedGroupIds: [...drifts] };
};
