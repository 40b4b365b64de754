import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import type { Requirement } from "#lib/core/approval/change-state.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { effect } from "#lib/core/plan/effect.ts";
import type { Effect } from "#lib/core/plan/plan.ts";
import { type Result, succeed } from "#lib/core/result.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { guardedStacks, namesFor, type StackContext } from "../change/stack-context.ts";
import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";
import { type PlannedRules, planAsked } from "./planner-of.ts";
import type { PlanRefusal } from "./refuse-gap.ts";

/** Everything that people approve, and who must: as it is now. */
export interface PutUp extends PlannedRules {
  readonly effect: Effect;
  readonly requirement: Requirement;
  readonly answerBy: Date;
}

/** The kind that a request about rules is stored as. */
export const kindOf = (asked: AskedRules): "match" | "rule" => (asked.kind === "match" ? "match" : "rule");

/** Plans what was asked for against the present, with its effect and the approvals that the policy of now wants. */
export async function putUp(
  transaction: Transaction,
  asked: AskedRules,
  context: StackContext,
  observation: Observation,
): Promise<Result<PutUp, PlanRefusal>> {
  const planned = await planAsked(asked, { context, observation, transaction });
  if (!planned.ok) return planned;
  const { plan, removesLastSource, notes } = planned.value;
  const told = effect(plan, observation, {
    names: await namesFor(transaction, context.model, observation),
    removesLastSource,
    alreadyOpenBy: null,
    guarded: await guardedStacks(transaction, context.model),
  });
  const required = await requiredAnswers(
    transaction,
    { kind: kindOf(asked), removesLastSource },
    { policy: context.policy, stackId: context.model.id, plan, effect: told },
  );
  if (!required.ok) return required;
  const now = await databaseTime(transaction);
  return succeed({
    ...planned.value,
    effect: { ...told, warnings: [...told.warnings, ...notes] },
    requirement: required.value,
    answerBy: new Date(now.getTime() + context.policy.answerWithinSeconds * 1_000),
  });
}
