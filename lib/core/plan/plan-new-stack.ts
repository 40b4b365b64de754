/**
 * A new stack from a pattern: its groups, their rules, and the interfaces that get them.
 *
 * Everything about the groups comes before anybody carries one, so nobody is ever let in by a group that is not
 * finished, not even through the egress that EC2 opens in every new group. Interfaces only gain groups here, in one
 * step each: every state on the way lies between before and after (law 4).
 */
import { diffStack } from "../diff/diff-stack.ts";
import { interfaceManagedBy } from "../group/managed-by.ts";
import type { Observation, ObservedInterface } from "../group/observation.ts";
import { indexObservation, type ObservationIndex } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import { groupsOfTier } from "../tier/meant-flows.ts";
import type { Pattern, Stack } from "../tier/pattern.ts";
import { assemblePlan } from "./assemble-plan.ts";
import { whyNotGroupDescription, whyNotGroupName } from "./group-name.ts";
import { newGroupId } from "./new-group.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { planMatch } from "./plan-match.ts";
import type { Limits } from "./quota.ts";
import { simulateAll } from "./simulate.ts";

/** An interface that is to carry a tier, and with it the tiers that the pattern asks of every member. */
export interface NewMember {
  readonly interfaceId: string;
  readonly tier: string;
}

export interface NewStackInput {
  readonly stack: Omit<Stack, "bindings">;
  readonly observation: Observation;
  readonly members: readonly NewMember[];
  readonly limits: Limits;
  readonly groupsPerRegion: number;
}

export interface NewStackProposal {
  readonly plan: Plan;
  /** The stack as it will be, its groups still called by their names. */
  readonly stack: Stack;
  /** What somebody must know who approves it, a sentence each. */
  readonly warnings: readonly string[];
}

type Create = Extract<PlanStep, { action: "create-group" }>;
type Attach = Extract<PlanStep, { action: "set-interface-groups" }>;

const nameOfGroup = (stack: string, tier: string): string => `${stack}-${tier}`;

/** Tiers that an interface can be put into by itself; the others come with them. */
export const tiersToJoin = (pattern: Pattern): readonly string[] =>
  pattern.tiers
    .filter(({ name, role }) => pattern.membership.oneOf.includes(name) || role === "bastion")
    .map(({ name }) => name);

/** The tiers whose groups a member of `tier` carries. */
const tiersOfMember = ({ membership }: Pattern, tier: string): readonly string[] =>
  membership.oneOf.includes(tier) ? [...new Set([tier, ...membership.all])] : [tier];

function createSteps({ name, vpcId, pattern }: NewStackInput["stack"]): readonly Create[] {
  return pattern.tiers.map((tier) => ({
    action: "create-group",
    groupId: newGroupId(nameOfGroup(name, tier.name)),
    vpcId,
    name: nameOfGroup(name, tier.name),
    description: `sallyport ${name}: ${tier.name}`,
    tags: { "sallyport:stack": name, "sallyport:tier": tier.name },
  }));
}

/** Whatever EC2 would refuse about the groups themselves. */
function whyNotCreated(
  creates: readonly Create[],
  { observation, stack, groupsPerRegion }: NewStackInput,
): readonly string[] {
  const { parts, groups, vpcs, accountId } = observation;
  if (!parts.groups.complete || !parts.vpcs.complete || !parts.interfaces.complete) {
    return [
      "The account could not be read whole, so nobody can tell whether these groups can be made there.",
    ];
  }
  if (!vpcs.some(({ vpcId }) => vpcId === stack.vpcId)) return [`The VPC ${stack.vpcId} was not found.`];
  const taken = new Map(
    groups.flatMap((group) =>
      group.vpcId === stack.vpcId ? [[group.name.toLowerCase(), group.groupId]] : [],
    ),
  );
  const own = groups.filter(({ ownerId }) => ownerId === accountId).length;
  return [
    ...creates.flatMap(({ name, description }) => {
      const other = taken.get(name.toLowerCase());
      const clash =
        other === undefined ? null : `${stack.vpcId} has a group named ${name} already: ${other}.`;
      return [whyNotGroupName(name), whyNotGroupDescription(description), clash].filter(
        (why) => why !== null,
      );
    }),
    ...(own + creates.length <= groupsPerRegion
      ? []
      : [
          `${observation.region} has ${own} groups, and ${groupsPerRegion} are allowed: there is no room for ${creates.length} more.`,
        ]),
  ];
}

/** Why an interface cannot be put into a tier of the new stack; null when it can. */
function whyNotMember(
  item: ObservedInterface,
  tier: string,
  added: number,
  { stack, limits, observation }: NewStackInput,
): string | null {
  const { interfaceId } = item;
  if (!tiersToJoin(stack.pattern).includes(tier)) return `${tier} is no tier that an instance is put into.`;
  if (item.vpcId !== stack.vpcId) return `${interfaceId} is in ${item.vpcId}, the stack in ${stack.vpcId}.`;
  if (item.ownerId !== observation.accountId) {
    return `${interfaceId} belongs to account ${item.ownerId}; only its owner changes it.`;
  }
  const manager = interfaceManagedBy(item);
  if (manager !== null)
    return `${interfaceId} is managed by ${manager.controller}, which would undo the change.`;
  if (item.groupIds.length === 0) return `${interfaceId} is not governed by security groups.`;
  const carried = item.groupIds.length + added;
  if (carried <= limits.groupsPerInterface) return null;
  return `${interfaceId} would carry ${carried} groups, and ${limits.groupsPerInterface} are allowed.`;
}

interface Attached {
  readonly attach: readonly Attach[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

function attachSteps(input: NewStackInput, stack: Stack, index: ObservationIndex): Attached {
  const attach: Attach[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  const items = new Map(index.observation.interfaces.map((item) => [item.interfaceId, item]));
  const seen = new Set<string>();
  for (const { interfaceId, tier } of input.members) {
    const isNamedBefore = seen.has(interfaceId);
    seen.add(interfaceId);
    const item = items.get(interfaceId);
    if (isNamedBefore || item === undefined) {
      problems.push(
        isNamedBefore ? `${interfaceId} is named twice.` : `The interface ${interfaceId} was not found.`,
      );
      continue;
    }
    const added = tiersOfMember(stack.pattern, tier).flatMap((name) => groupsOfTier(stack.bindings, name));
    const why = whyNotMember(item, tier, added.length, input);
    if (why !== null) {
      problems.push(why);
      continue;
    }
    attach.push({
      action: "set-interface-groups",
      interfaceId,
      before: item.groupIds,
      after: [...item.groupIds, ...added],
    });
    const kept = item.groupIds.map((groupId) => index.groups.get(groupId)?.name ?? groupId);
    warnings.push(`${item.instanceId ?? interfaceId} keeps ${kept.join(", ")}, and what that allows.`);
  }
  return { attach, problems, warnings };
}

/** Every reason at once, a sentence each, when it cannot be planned: nothing is changed then. */
export function planNewStack(input: NewStackInput): Result<NewStackProposal, readonly string[]> {
  const index = indexObservation(input.observation);
  const creates = createSteps(input.stack);
  const refused = whyNotCreated(creates, input);
  if (refused.length > 0) return fail(refused);
  const stack: Stack = {
    ...input.stack,
    bindings: input.stack.pattern.tiers.map(({ name }, place) => ({
      tier: name,
      primaryGroupId: creates[place]?.groupId ?? "",
      otherGroupIds: [],
    })),
  };
  const made = simulateAll(input.observation, creates);
  const rules = planMatch(stack, diffStack(stack, made), made, {
    removeRedundant: false,
    acceptNoSshSource: true,
    acceptQuotaGap: true,
    limits: input.limits,
  });
  const { attach, problems, warnings } = attachSteps(input, stack, index);
  if (!rules.ok) return fail([...problems, rules.problem.sentence]);
  const all = [...problems, ...rules.value.leftOut.map(({ because }) => because)];
  if (all.length > 0) return fail([...new Set(all)]);
  const { name, version } = stack.pattern;
  const steps = [...creates, ...rules.value.plan.steps, ...attach];
  return succeed({ plan: assemblePlan(steps, { name, version }, index), stack, warnings });
}
