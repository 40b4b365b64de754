import type { Observation } from "#lib/core/group/observation.ts";
import { effect } from "#lib/core/plan/effect.ts";
import type { EffectNames } from "#lib/core/plan/effect-names.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { planGrantEnd } from "#lib/core/plan/plan-grant.ts";
import type { PlanGap } from "#lib/core/plan/plan-match.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Transaction } from "../ports.ts";
import { type StackModel, stackModelsForEnds } from "../read/stack-model.ts";
import type { EndingGrant } from "./ending-grant.ts";
import { grantRule } from "./grant-rule.ts";
import { liveHolders } from "./rule-holders.ts";

export interface ProposedEnd {
  readonly plan: Plan;
  readonly effect: Effect;
}

/** What ending this grant needs on EC2, with what else still needs its rule, as both are now. */
export async function proposeEnd(
  transaction: Transaction,
  grant: EndingGrant,
  observation: Observation,
): Promise<Result<ProposedEnd, PlanGap>> {
  const models = await stackModelsForEnds(transaction);
  const model = models.find(({ id }) => id === grant.stackId);
  if (model === undefined) throw new Error(`The stack ${grant.stackName} is not in use.`);
  const { groupId, alreadyOpenBy } = grant;
  const remaining = await liveHolders(transaction, grant);
  const proposal = planGrantEnd({
    stack: model.stack,
    observation,
    groupId,
    shape: grantRule(grant),
    remaining,
    standing: staysStanding(models, grant),
    alreadyOpenBy,
  });
  if (!proposal.ok) return fail(proposal.problem);
  const { plan, removesLastSource } = proposal.value;
  const names = namesFor(grant, models, observation);
  const near = models.filter(({ scopeId }) => scopeId === model.scopeId);
  return succeed({
    plan,
    effect: effect(plan, observation, {
      names,
      removesLastSource,
      alreadyOpenBy,
      guarded: near.map((each) => each.stack),
    }),
  });
}

const usesGroup = ({ stack }: StackModel, groupId: string): boolean =>
  stack.bindings.some(
    (binding) => binding.primaryGroupId === groupId || binding.otherGroupIds.includes(groupId),
  );

/**
 * Does any stack whose group it is keep this source open without an end? `leaving`: standing sources that go at the same
 * time, each as the stack's id and the peer with a space between.
 */
export const staysStanding = (
  models: readonly StackModel[],
  { groupId, peer }: { readonly groupId: string; readonly peer: string },
  leaving: ReadonlySet<string> = new Set(),
): boolean =>
  models.some(
    (model) =>
      usesGroup(model, groupId) &&
      !leaving.has(`${model.id} ${peer}`) &&
      model.opened.some(({ value, endsAt }) => value === peer && endsAt === null),
  );

const namesFor = (
  grant: EndingGrant,
  models: readonly StackModel[],
  observation: Observation,
): EffectNames => ({
  stack: grant.stackName,
  group: (groupId) => observation.groups.find((group) => group.groupId === groupId)?.name || groupId,
  peer: (peer) => (peer === grant.peer ? `${grant.personName} from ${peer}` : null),
  sharedWith: (groupId) =>
    models
      .filter((model) => model.id !== grant.stackId && usesGroup(model, groupId))
      .map(({ stack }) => stack.name),
});
