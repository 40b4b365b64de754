/**
 * Whether the interfaces of a stack carry the groups the pattern asks for. An interface belongs to the stack when it,
 * or its instance's primary interface, carries any of the stack's groups.
 */
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { Finding, MembershipFinding } from "./finding.ts";
import { askedGroups, isAsAsked } from "./members-in-order.ts";

interface Member {
  readonly item: ObservedInterface;
  readonly tiers: readonly string[];
  readonly groupIds: readonly string[];
}

interface TierGroups {
  readonly name: string;
  readonly groupIds: readonly string[];
}

/**
 * The interfaces that carry any of these groups, and the primary interfaces of their instances, but for those that
 * are as asked. `odd`: those of the first, where they are known already.
 */
const interfacesToJudge = (
  tiers: readonly TierGroups[],
  stack: Stack,
  index: ObservationIndex,
  odd: readonly ObservedInterface[] | null,
): ObservedInterface[] => {
  const asked = askedGroups(stack);
  const isToJudge = (item: ObservedInterface) => asked === null || !isAsAsked(item, asked, stack);
  const found = new Set<ObservedInterface>(odd ?? []);
  if (odd === null)
    for (const { groupIds } of tiers)
      for (const groupId of groupIds)
        for (const item of index.interfacesByGroup.get(groupId) ?? []) if (isToJudge(item)) found.add(item);
  for (const { instanceId, deviceIndex } of [...found]) {
    if (instanceId === null || deviceIndex === 0) continue;
    for (const primary of index.primariesBeside.get(instanceId) ?? [])
      if (isToJudge(primary)) found.add(primary);
  }
  return [...found];
};

const memberOf = (item: ObservedInterface, tiers: readonly TierGroups[]): Member => {
  const carried = tiers
    .map(({ name, groupIds }) => ({
      name,
      groupIds: groupIds.filter((groupId) => item.groupIds.includes(groupId)),
    }))
    .filter(({ groupIds }) => groupIds.length > 0);
  return {
    item,
    tiers: carried.map(({ name }) => name),
    groupIds: [...new Set(carried.flatMap(({ groupIds }) => groupIds))],
  };
};

const finding = (
  kind: MembershipFinding["kind"],
  { item, tiers, groupIds }: Member,
  tier: string | null,
): MembershipFinding => ({
  kind,
  id: [kind, tier, item.interfaceId].filter((part) => part !== null).join("/"),
  tier,
  tiers,
  interfaceId: item.interfaceId,
  instanceId: item.instanceId,
  groupIds,
});

/** Exactly one of the tiers that exclude each other. */
const tierFindings = (member: Member, stack: Stack): MembershipFinding[] => {
  const { oneOf } = stack.pattern.membership;
  const tiers = member.tiers.filter((name) => oneOf.includes(name));
  if (oneOf.length === 0 || tiers.length === 1) return [];
  return [finding(tiers.length === 0 ? "no-tier" : "several-tiers", { ...member, tiers }, null)];
};

/** And each of the others: usually the door. */
const doorFindings = (member: Member, stack: Stack): MembershipFinding[] =>
  stack.pattern.membership.all
    .filter((name) => !member.tiers.includes(name))
    .map((name) => {
      const isDoor = stack.pattern.tiers.find((tier) => tier.name === name)?.role === "door";
      return finding(isDoor ? "no-door" : "lacks-tier", member, name);
    });

/** A bastion host that the pattern does not count among the workloads: the membership rule does not speak of it. */
const isBastion = (member: Member, stack: Stack): boolean =>
  stack.pattern.tiers.some(
    ({ name, role }) =>
      role === "bastion" && member.tiers.includes(name) && !stack.pattern.membership.oneOf.includes(name),
  );

const findingsOf = (member: Member, stack: Stack): MembershipFinding[] => {
  if (interfaceManagedBy(member.item) !== null) return tierFindings(member, stack);
  if (member.item.deviceIndex !== 0) return [finding("listed-interface", member, null)];
  if (isBastion(member, stack)) return [];
  return [...tierFindings(member, stack), ...doorFindings(member, stack)];
};

/**
 * One `unknown` finding, and no certain one, while the interfaces are not all read. `odd`: of the interfaces that carry
 * any of the stack's groups, those that are not as asked; null while nobody has looked.
 */
export const membershipFindings = (
  stack: Stack,
  index: ObservationIndex,
  odd: readonly ObservedInterface[] | null = null,
): Finding[] => {
  if (odd?.length === 0) return [];
  const { parts } = index.observation;
  if (!parts.interfaces.complete)
    return [
      {
        kind: "unknown",
        id: "unknown/members",
        tier: null,
        direction: null,
        subject: "members",
        groupId: null,
        ruleKey: null,
        ruleIds: [],
        rule: null,
        lines: [],
        witness: null,
      },
    ];
  const groupsByTier = stack.pattern.tiers.map(({ name }) => ({
    name,
    groupIds: groupsOfTier(stack.bindings, name),
  }));
  const members = interfacesToJudge(groupsByTier, stack, index, odd);
  return members
    .sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1))
    .flatMap((item) => findingsOf(memberOf(item, groupsByTier), stack));
};
