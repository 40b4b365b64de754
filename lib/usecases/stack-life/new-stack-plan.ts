import { may } from "#lib/core/approval/authority.ts";
import { type Policy, policyOfStack } from "#lib/core/grant/policy.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { planNewStack } from "#lib/core/plan/plan-new-stack.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import type { StandingSource } from "#lib/formats/stack/stack-yaml.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { guardedNeighbours } from "../change/stack-context.ts";
import { asKnown } from "../model/as-known.ts";
import { changeThatMakes } from "../model/change-that-makes.ts";
import { readPolicy } from "../model/read-policy.ts";
import { sourceKey } from "../model/source-row.ts";
import { unknownOwners } from "../model/standing-sources.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import type { NewStackWish } from "./new-stack-input.ts";
import { stacksByGroup } from "./stacks-by-group.ts";
import { whyNotStanding } from "./standing-wish.ts";

/** Amazon's default; an account may have another. */
const GROUPS_PER_REGION = 2_500;

export interface NewStackPlan {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly stack: Stack;
  readonly policy: Policy;
  readonly teamName: string;
  /** By the names they have already. */
  readonly standing: readonly StandingSource[];
}

/** A refusal to plan a stack; every reason at once. */
export interface StackLifeRefusal extends Refusal {
  readonly sentences?: readonly string[];
}

export const refuseAll = (sentences: readonly string[]): StackLifeRefusal => ({
  ...conflict(sentences.join(" ")),
  sentences,
});

/** Interfaces that are another stack's members already: they would be in two. */
async function takenMembers(
  transaction: Transaction,
  { scopeId, members }: NewStackWish,
  observation: Observation,
): Promise<readonly string[]> {
  const users = await stacksByGroup(transaction, scopeId);
  return members.flatMap(({ interfaceId }) => {
    const item = observation.interfaces.find((each) => each.interfaceId === interfaceId);
    const stacks = new Set((item?.groupIds ?? []).flatMap((groupId) => users.get(groupId) ?? []));
    return stacks.size === 0 ? [] : [`${interfaceId} belongs to ${[...stacks].join(", ")} already.`];
  });
}

/** A name stays what it is: whoever had it once keeps it, but a plan that came to nothing gives it back. */
async function whyNameTaken(transaction: Transaction, name: string): Promise<string | null> {
  const known = await transaction.stack.findUnique({
    where: { name },
    select: { id: true, planned: true, retiredAt: true },
  });
  if (known === null) return null;
  if (!known.planned) {
    return known.retiredAt === null
      ? `There is a stack named ${name} already.`
      : `${name} is the name of a retired stack, whose history it keeps.`;
  }
  const making = await changeThatMakes(transaction, known.id);
  return making === null ? null : `Change #${making} makes a stack named ${name} already.`;
}

/** What making this stack would do, for somebody who may ask for it. */
export async function newStackPlan(
  transaction: Transaction,
  actor: PersonActor,
  wish: NewStackWish,
  observation: Observation | null,
): Promise<Result<NewStackPlan, StackLifeRefusal>> {
  const roles = await heldRoles(transaction, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  if (!may(roles, "ask-stack-life", wish.teamId)) {
    return fail(forbidden("Cloud admins ask for new stacks, and team leads for their own team's."));
  }
  const scope = await transaction.scope.findFirst({ where: { id: wish.scopeId, enabled: true } });
  const team = await transaction.team.findUnique({ where: { id: wish.teamId } });
  const patternRow = await transaction.pattern.findUnique({ where: { id: wish.patternId } });
  if (scope === null || team === null || patternRow === null) return fail(ABSENT);
  if (observation === null) return fail(NOT_OBSERVED);
  const pattern = readPatternYaml(patternRow.yaml);
  if (!pattern.ok) throw new Error(`The stored pattern ${patternRow.name} cannot be read.`);
  const { policy } = await readPolicy(transaction);
  const taken = await whyNameTaken(transaction, wish.name);
  const sources = [
    ...whyNotStanding(wish.standing, { pattern: pattern.value, policy, vpcId: wish.vpcId, observation }),
    ...(await unknownOwners(transaction, wish.standing)),
  ];
  const { standing, keptNames } = await asKnown(transaction, wish.standing);
  const members = await takenMembers(transaction, wish, observation);
  const proposal = planNewStack({
    stack: {
      name: wish.name,
      accountId: scope.accountId,
      region: scope.region,
      vpcId: wish.vpcId,
      pattern: { ...pattern.value, name: patternRow.name, version: patternRow.version },
      openSources: standing,
    },
    observation,
    members: wish.members,
    limits: limitsInForce(observation),
    groupsPerRegion: GROUPS_PER_REGION,
  });
  const problems = [
    ...(taken === null ? [] : [taken]),
    ...members,
    ...sources,
    ...(proposal.ok ? [] : proposal.problem),
  ];
  if (!proposal.ok || problems.length > 0) return fail(refuseAll(problems));
  const { plan, stack, warnings } = proposal.value;
  const groupNames = new Map(observation.groups.map((group) => [group.groupId, group.name]));
  const tierOf = (groupId: string) =>
    stack.bindings.find(({ primaryGroupId }) => primaryGroupId === groupId)?.tier;
  const shown = effect(plan, observation, {
    names: {
      stack: stack.name,
      group: (groupId) => tierOf(groupId) ?? groupNames.get(groupId) ?? groupId,
      peer: (peer) => standing.find((source) => sourceKey(source.peer).value === peer)?.name ?? null,
      sharedWith: () => [],
    },
    removesLastSource: false,
    alreadyOpenBy: null,
    guarded: [stack, ...(await guardedNeighbours(transaction, wish.scopeId, null))],
  });
  return succeed({
    plan,
    effect: {
      ...shown,
      // What holds from the start, and what is broken elsewhere and stays so, is nothing of this plan's doing.
      guardrails: shown.guardrails.filter(({ stack: of, before, after }) =>
        of === stack.name ? after !== "holds" : before !== after,
      ),
      warnings: [...keptNames, ...warnings, ...shown.warnings],
    },
    stack,
    policy: policyOfStack(policy, {}),
    teamName: team.name,
    standing,
  });
}
