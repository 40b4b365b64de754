/** From what a request about rules asked for to a plan against what EC2 is now: when it is asked, and again later. */
import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { type Proposal, planMatch } from "#lib/core/plan/plan-match.ts";
import { planRollBack } from "#lib/core/plan/plan-roll-back.ts";
import { planRule } from "#lib/core/plan/plan-rule.ts";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { StackContext } from "../change/stack-context.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import type { Transaction } from "../ports.ts";
import { matchOptions } from "./planning-options.ts";
import { type PlanRefusal, refuseGap } from "./refuse-gap.ts";

export interface PlannedRules extends Pick<Proposal, "plan" | "removesLastSource"> {
  readonly title: string;
  /** What approvers must know beside the plan's own effect. */
  readonly notes: readonly string[];
}

type Planned = Result<PlannedRules, PlanRefusal>;

interface Planning {
  readonly context: StackContext;
  readonly observation: Observation;
  readonly transaction: Transaction;
}

export function planAsked(asked: AskedRules, planning: Planning): Promise<Planned> {
  switch (asked.kind) {
    case "match":
      return Promise.resolve(matchPlan(asked, planning));
    case "rule":
      return rulePlan(asked, planning);
    case "roll-back":
      return rollBackPlan(asked, planning);
  }
}

function matchPlan(
  asked: Extract<AskedRules, { kind: "match" }>,
  { context, observation }: Planning,
): Planned {
  const { stack } = context.model;
  const plan = planMatch(stack, diffStack(stack, observation), observation, matchOptions(asked, observation));
  if (!plan.ok) return fail(refuseGap(plan.problem));
  if (plan.value.plan.steps.length === 0) return fail(conflict(nothingToDo(stack.name, plan.value)));
  return succeed({ ...plan.value, title: `Make ${stack.name} match ${stack.pattern.name}`, notes: [] });
}

const nothingToDo = (stack: string, { leftOut }: Proposal): string =>
  leftOut.length === 0
    ? `There is nothing to do: ${stack} is as it is meant to be.`
    : `There is nothing Sallyport can do about ${stack} by itself. ${leftOut[0]?.because ?? ""}`;

async function rulePlan(
  asked: Extract<AskedRules, { kind: "rule" }>,
  { context, observation, transaction }: Planning,
): Promise<Planned> {
  const { stack } = context.model;
  const isBound = stack.bindings.some((binding) =>
    [binding.primaryGroupId, ...binding.otherGroupIds].includes(asked.groupId),
  );
  if (!isBound) return fail(conflict(`${asked.groupId} plays no tier of ${stack.name}.`));
  const held = await heldByGrant(transaction, asked.groupId, asked.ruleKey);
  if (held !== null) {
    return fail(
      conflict(`Grant ${held} holds this rule open. Revoke the grant instead: that needs no approval.`),
    );
  }
  const options = matchOptions({ ...asked, removeRedundant: false }, observation);
  const plan = planRule(stack, diffStack(stack, observation), observation, asked, options);
  if (!plan.ok) return fail(refuseGap(plan.problem));
  const verb = asked.change === "remove" ? "Remove" : "Narrow";
  return succeed({ ...plan.value, title: `${verb} ${asked.ruleKey} in ${asked.groupId}`, notes: [] });
}

/** The number of a live grant whose rule this is. */
async function heldByGrant(transaction: Transaction, groupId: string, key: string): Promise<number | null> {
  const grants = await transaction.grant.findMany({
    where: { groupId, state: { in: ["live", "ending"] }, alreadyOpenBy: null },
    orderBy: { number: "asc" },
  });
  return grants.find((grant) => ruleKey(grantRule(grant)) === key)?.number ?? null;
}

async function rollBackPlan(
  asked: Extract<AskedRules, { kind: "roll-back" }>,
  { context, observation, transaction }: Planning,
): Promise<Planned> {
  const undone = await transaction.changeRequest.findFirst({
    where: { id: asked.changeId, stackId: context.model.id },
    select: {
      number: true,
      steps: { where: { state: "done" }, orderBy: { ordinal: "asc" }, select: { operation: true } },
    },
  });
  if (undone === null) return fail(conflict("There is no such change of this stack."));
  const done = undone.steps.map(({ operation }) => planStepSchema.parse(operation));
  const plan = planRollBack(context.model.stack, done, observation, asked);
  if (!plan.ok) return fail(refuseGap(plan.problem));
  return succeed({ ...plan.value, title: `Roll back change #${undone.number}`, notes: plan.value.leftOut });
}
