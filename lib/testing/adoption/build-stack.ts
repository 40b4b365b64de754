/** One application in a VPC: groups with their rules and interfaces as somebody meant them. */
import type { ObservedSubnet, Tags } from "#lib/core/group/observation.ts";
import type { EstateBuilder, Vpc } from "./estate-builder.ts";
import { type NameOf, type Scheme, TIER_WORDS } from "./naming.ts";
import type { Shape, ShapeTier } from "./shapes.ts";
import type { TrueTier } from "./truth.ts";

/** How people get onto its machines. */
export type People =
  | "door"
  | "shared-door"
  | "bastion"
  | "shared-bastion"
  | "connect-endpoint"
  | "direct"
  | "none";

/** What the VPC has for everybody; null where it has none. */
export interface Surroundings {
  readonly door: string | null;
  readonly bastion: string | null;
  readonly connectEndpoint: string | null;
  readonly common: string | null;
  readonly monitor: string | null;
}

export interface BuiltStack {
  readonly name: string;
  readonly vpc: Vpc;
  readonly shape: Shape;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly subnets: ReadonlyMap<string, ObservedSubnet>;
  readonly tiers: readonly TrueTier[];
}

export interface StackWish {
  readonly app: string;
  readonly environment: string | null;
  readonly scheme: Scheme;
  readonly people: People;
  /** Instances are named after the application although its groups may not be. */
  readonly namesInstances: boolean;
  /** Another stack's group of this key plays here too. */
  readonly borrowed: ReadonlyMap<string, readonly string[]>;
}

export const OFFICES = ["203.0.113.0/24", "198.51.100.16/28", "192.0.2.77/32"] as const;

const MADE_BY = {
  balancer: (name: string) => ({
    requesterId: "amazon-elb",
    description: `ELB app/${name}/0123456789abcdef`,
  }),
  database: () => ({ requesterId: "amazon-rds", description: "RDSNetworkInterface" }),
  cache: (name: string) => ({ requesterId: "578734482556", description: `ElastiCache ${name}` }),
  files: () => ({ requesterId: "211158245633", description: "EFS mount target for fs-0123456789abcdef0" }),
  endpoint: () => ({
    requesterId: "727180483921",
    interfaceType: "vpc_endpoint",
    description: "VPC Endpoint Interface vpce-0123456789abcdef0",
  }),
} as const;

const isServed = (duty: string): duty is keyof typeof MADE_BY => Object.hasOwn(MADE_BY, duty);

export const buildStack = (
  builder: EstateBuilder,
  vpc: Vpc,
  shape: Shape,
  wish: StackWish,
  around: Surroundings,
): BuiltStack => {
  const { random } = builder;
  const groups = new Map<string, readonly string[]>(wish.borrowed);
  const subnets = new Map<string, ObservedSubnet>();
  const named = (key: string): { name: string; tags: Tags } => {
    const word = random.pick(TIER_WORDS[key] ?? [key]);
    const about: NameOf = { app: wish.app, environment: wish.environment, word };
    return wish.scheme(about, random);
  };
  const make = (key: string): string => {
    const { name, tags } = named(key);
    return builder.group(vpc, name, random.chance(0.1) ? {} : tags);
  };
  const own = shape.tiers.filter(({ key }) => !wish.borrowed.has(key));
  for (const { key } of own) {
    // Blue and green, or one group more for the same.
    const count = random.chance(0.08) ? 2 : 1;
    groups.set(
      key,
      Array.from({ length: count }, () => make(key)),
    );
    subnets.set(key, builder.subnet(vpc));
  }
  const of = (key: string): readonly string[] => groups.get(key) ?? [];

  const allow = (tier: ShapeTier) => {
    const callers = shape.calls.filter(([, called]) => called === tier.key).flatMap(([caller]) => of(caller));
    for (const group of of(tier.key)) {
      for (const caller of callers) builder.rule(group, "tcp", tier.port, caller);
      if (callers.length > 0) continue;
      if (tier.duty !== "front" && tier.duty !== "balancer") continue;
      const networks = isInternal ? ["10.0.0.0/8"] : ["0.0.0.0/0", ...(vpc.hasIpv6 ? ["::/0"] : [])];
      for (const network of networks) {
        builder.rule(group, "tcp", 443, network);
        if (hasHttp) builder.rule(group, "tcp", 80, network);
      }
    }
  };
  const isInternal = random.chance(0.1);
  const hasHttp = random.chance(0.6);
  for (const tier of shape.tiers) allow(tier);

  const tiers: TrueTier[] = shape.tiers.map(({ key, duty }) => ({ duty, groupIds: of(key) }));
  const beside: string[] = [];
  let carried = 0;
  if (around.common !== null) beside.push(around.common);
  const onMachines = own.filter(
    ({ duty }) => !isServed(duty) || (duty === "database" && random.chance(0.35)),
  );
  const machines = onMachines.flatMap(({ key }) => of(key));
  if (wish.people === "door" || wish.people === "shared-door") {
    const door = wish.people === "door" ? make("door") : around.door;
    if (door !== null) {
      if (wish.people === "door")
        for (const office of random.sample(OFFICES, 1 + random.below(2)))
          builder.rule(door, "tcp", 22, office);
      beside.push(door);
    }
  }
  const through =
    wish.people === "bastion"
      ? make("bastion")
      : wish.people === "shared-bastion"
        ? around.bastion
        : wish.people === "connect-endpoint"
          ? around.connectEndpoint
          : null;
  if (through !== null && machines.length > 0) {
    if (wish.people === "bastion") {
      for (const office of random.sample(OFFICES, 1 + random.below(2)))
        builder.rule(through, "tcp", 22, office);
      builder.instance(vpc, builder.subnet(vpc), [through], {
        Name: wish.namesInstances ? `${wish.app}-bastion` : "bastion",
      });
    }
    for (const group of machines) builder.rule(group, "tcp", 22, through);
    tiers.push({
      duty: wish.people === "connect-endpoint" ? "connect-endpoint" : "bastion",
      groupIds: [through],
    });
  }
  if (wish.people === "direct")
    for (const group of machines)
      for (const office of OFFICES.slice(0, 2)) builder.rule(group, "tcp", 22, office);
  if (around.monitor !== null) for (const group of machines) builder.rule(group, "tcp", 9100, around.monitor);

  for (const tier of own) {
    const { key, duty } = tier;
    const subnet = subnets.get(key);
    if (subnet === undefined) continue;
    for (const group of of(key)) {
      const isMachine = onMachines.includes(tier);
      const count = random.chance(0.06) ? 0 : 1 + random.below(isMachine ? 4 : 2);
      for (let number = 1; number <= count; number += 1) {
        if (isMachine) {
          const tags: Tags = wish.namesInstances
            ? {
                Name: `${wish.app}${wish.environment === null ? "" : `-${wish.environment}`}-${key}-${number}`,
              }
            : {};
          builder.instance(vpc, subnet, [group, ...beside], tags);
          carried += 1;
        } else if (isServed(duty)) {
          builder.service(
            vpc,
            subnet,
            [group],
            MADE_BY[duty](wish.namesInstances ? `${wish.app}-${key}` : `a${random.hex(8)}`),
          );
        }
      }
    }
  }
  if (carried > 0)
    for (const group of beside)
      tiers.push({ duty: group === around.common ? "common" : "door", groupIds: [group] });
  const name = wish.environment === null ? wish.app : `${wish.app}-${wish.environment}`;
  return { name, vpc, shape, groups, subnets, tiers };
};
