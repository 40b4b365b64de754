import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { Policy } from "#lib/core/grant/policy.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import type { KeptGroup } from "#lib/core/plan/deletable-groups.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { removesLastSource } from "#lib/core/plan/last-source.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { planRetire } from "#lib/core/plan/plan-retire.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { ABSENT, conflict, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { guardedNeighbours, namesFor, stackContext } from "../change/stack-context.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { PersonActor, Transaction } from "../ports.ts";
import { changeAbout } from "../read/change-about.ts";
import { refuseAll, type StackLifeRefusal } from "./new-stack-plan.ts";
import { stacksByGroup } from "./stacks-by-group.ts";

export const retireInput = z.strictObject({
  stackId: z.uuid(),
  /** What interfaces carry that would carry nothing. */
  replacementGroupId: z.string().max(255).nullable().default(null),
});
export type RetireWish = z.output<typeof retireInput>;

export interface RetirePlan {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly kept: readonly KeptGroup[];
  readonly policy: Policy;
  readonly stackName: string;
}

export interface RetireRefusal extends StackLifeRefusal {
  /** Interfaces for which somebody must say what takes the place. */
  readonly needsReplacement?: readonly string[];
}

/** What retiring a stack would do, for somebody who may ask for it. */
export async function retirePlan(
  transaction: Transaction,
  actor: PersonActor,
  { stackId, replacementGroupId }: RetireWish,
  observation: Observation | null,
): Promise<Result<RetirePlan, RetireRefusal>> {
  const roles = await heldRoles(transaction, actor.personId);
  const context = may(roles, "read") ? await stackContext(transaction, stackId) : null;
  if (context === null) return fail(ABSENT);
  const { model, policy } = context;
  const { stack } = model;
  if (!may(roles, "ask-stack-life", model.teamId)) {
    return fail(forbidden("Cloud admins retire stacks, and team leads their own team's."));
  }
  const grants = await transaction.grant.count({
    where: { stackId, state: { in: ["asked", "live", "ending"] } },
  });
  if (grants > 0) {
    const many = grants === 1 ? "1 grant has" : `${grants} grants have`;
    return fail(conflict(`${many} not ended yet: end the access to ${stack.name} first.`));
  }
  const under = await transaction.changeRequest.findFirst({
    where: { ...changeAbout({ stackId }), state: { in: ["open", "approved", "applying", "unknown"] } },
    select: { number: true },
    orderBy: { number: "asc" },
  });
  if (under !== null) return fail(conflict(`Change #${under.number} on ${stack.name} is not finished yet.`));
  if (observation === null) return fail(NOT_OBSERVED);
  const users = await stacksByGroup(transaction, model.scopeId, stackId);
  const proposal = planRetire({
    stack,
    observation,
    sharedWith: (groupId) => users.get(groupId) ?? [],
    replacementGroupId,
    limits: limitsInForce(observation),
  });
  if (!proposal.ok) {
    const { sentences, needsReplacement } = proposal.problem;
    return fail({ ...refuseAll(sentences), needsReplacement });
  }
  const { plan, kept, warnings } = proposal.value;
  if (plan.steps.length === 0) {
    const why = kept.map(({ because }) => because);
    const sentence = `None of the groups of ${stack.name} can be deleted: stop looking after it in Settings instead.`;
    return fail(refuseAll([sentence, ...why]));
  }
  const after = indexObservation(simulateAll(observation, plan.steps));
  const shown = effect(plan, observation, {
    names: await namesFor(transaction, model, observation),
    removesLastSource: removesLastSource(stack, indexObservation(observation), after),
    alreadyOpenBy: null,
    guarded: await guardedNeighbours(transaction, model.scopeId, stackId),
  });
  const nameOf = new Map(observation.groups.map((group) => [group.groupId, group.name]));
  const stays = kept.map(
    ({ groupId, because }) => `The group ${nameOf.get(groupId) ?? groupId} stays: ${because}`,
  );
  return succeed({
    plan,
    effect: {
      ...shown,
      guardrails: shown.guardrails.filter(({ before, after }) => before !== after),
      warnings: [...shown.warnings, ...stays, ...warnings],
    },
    kept,
    policy,
    stackName: stack.name,
  });
}
