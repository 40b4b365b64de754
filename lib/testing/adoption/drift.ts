/** What happens to applications over the years: rules and memberships that nobody meant. */
import type { BuiltStack } from "./build-stack.ts";
import type { EstateBuilder } from "./estate-builder.ts";
import type { ShapeTier } from "./shapes.ts";

const isStore = ({ duty }: ShapeTier): boolean =>
  ["database", "cache", "queue", "search", "files"].includes(duty);
const isInside = ({ duty, port }: ShapeTier): boolean =>
  duty !== "front" && duty !== "balancer" && port !== 0;

const groupsOf = (stack: BuiltStack, tier: ShapeTier): readonly string[] => stack.groups.get(tier.key) ?? [];

/** Somebody's own address, let in on what only tiers should use. */
const hostOnStore = (builder: EstateBuilder, stack: BuiltStack): void => {
  const stores = stack.shape.tiers.filter(isStore);
  const [group] = stores.length === 0 ? [] : groupsOf(stack, builder.random.pick(stores));
  const store = stores[0];
  if (group === undefined || store === undefined) return;
  builder.stray(
    group,
    "tcp",
    builder.random.pick([store.port, 3306, 9999]),
    `198.18.${builder.random.below(200)}.${builder.random.below(200)}/32`,
  );
};

const worldSsh = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [group] = groupsOf(stack, builder.random.pick(stack.shape.tiers));
  if (group !== undefined) builder.stray(group, "tcp", 22, "0.0.0.0/0");
};

/** The whole VPC beside the tier that was meant. */
const widening = (builder: EstateBuilder, stack: BuiltStack): void => {
  const inside = stack.shape.tiers.filter(
    (tier) => isInside(tier) && stack.shape.calls.some(([, called]) => called === tier.key),
  );
  if (inside.length === 0) return;
  const tier = builder.random.pick(inside);
  for (const group of groupsOf(stack, tier).slice(0, 1))
    builder.stray(group, "tcp", tier.port, builder.random.pick([stack.vpc.cidr, "10.0.0.0/8"]));
};

const everythingFromNeighbour = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [caller = "", called = ""] = builder.random.pick(stack.shape.calls);
  const [from] = stack.groups.get(caller) ?? [];
  const [to] = stack.groups.get(called) ?? [];
  if (from !== undefined && to !== undefined) builder.stray(to, "tcp", 0, from, "ingress", 65_535);
};

/** The caller's network in place of the caller: meant, in its way. */
const networkForReference = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [caller = "", called = ""] = builder.random.pick(stack.shape.calls);
  const tier = stack.shape.tiers.find(({ key }) => key === called);
  const network = stack.subnets.get(caller)?.ipv4Cidr;
  const others = stack.shape.calls.filter(([, each]) => each === called).length;
  if (tier === undefined || network === null || network === undefined || others > 1) return;
  for (const group of groupsOf(stack, tier)) {
    for (const from of stack.groups.get(caller) ?? []) builder.dropRules(group, from);
    builder.rule(group, "tcp", tier.port, network);
  }
};

const staleReference = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [group] = groupsOf(stack, builder.random.pick(stack.shape.tiers));
  if (group !== undefined) builder.rule(group, "tcp", 8080, `sg-${builder.random.hex(17)}`);
};

const oddMember = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [one, other] = builder.random.sample(
    stack.shape.tiers.filter(({ duty }) => duty === "inner" || duty === "front"),
    2,
  );
  const [first] = one === undefined ? [] : groupsOf(stack, one);
  const [second] = other === undefined ? [] : groupsOf(stack, other);
  if (first !== undefined && second !== undefined)
    builder.instance(stack.vpc, builder.subnet(stack.vpc), [first, second], {});
};

const unread = (builder: EstateBuilder, stack: BuiltStack): void => {
  const [group] = groupsOf(stack, builder.random.pick(stack.shape.tiers));
  if (group !== undefined) builder.hide(group);
};

const KINDS: readonly (readonly [number, (builder: EstateBuilder, stack: BuiltStack) => void])[] = [
  [0.2, hostOnStore],
  [0.1, worldSsh],
  [0.12, widening],
  [0.06, everythingFromNeighbour],
  [0.05, networkForReference],
  [0.06, staleReference],
  [0.06, oddMember],
  [0.03, unread],
];

export const driftApart = (builder: EstateBuilder, stack: BuiltStack): void => {
  for (const [chance, happen] of KINDS) if (builder.random.chance(chance)) happen(builder, stack);
};

/** One application's machines let in on another's store, by a rule somebody made in a hurry. */
export const crossTalk = (builder: EstateBuilder, stacks: readonly BuiltStack[]): void => {
  const [one, other] = builder.random.sample(stacks, 2);
  if (one === undefined || other === undefined || one.vpc.vpcId !== other.vpc.vpcId) return;
  const inner = one.shape.tiers.find(({ duty }) => duty === "inner" || duty === "front");
  const store = other.shape.tiers.find(isStore);
  const [from] = inner === undefined ? [] : groupsOf(one, inner);
  const [to] = store === undefined ? [] : groupsOf(other, store);
  if (from !== undefined && to !== undefined && store !== undefined && !isOf(one, to))
    builder.stray(to, "tcp", store.port, from);
};

const isOf = (stack: BuiltStack, groupId: string): boolean =>
  [...stack.groups.values()].some((ids) => ids.includes(groupId));
