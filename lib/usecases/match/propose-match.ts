import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { requirementFor } from "#lib/core/approval/requirement.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { type Proposal, planMatch } from "#lib/core/plan/plan-match.ts";
import { ABSENT, conflict, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import {
  type AskedKind,
  type CreatedChange,
  createChange,
  keyOfForm,
  sentBefore,
} from "../change/create-change.ts";
import { guardedStacks, namesFor, type StackContext, stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { matchOptions, planningFields } from "./planning-options.ts";
import { type PlanRefusal, refuseGap } from "./refuse-gap.ts";

export const proposeMatchInput = z.strictObject({
  stackId: z.uuid(),
  ...planningFields,
  /** Also rules that add nothing, and references that reach nobody. */
  removeRedundant: z.boolean().default(false),
});
export type ProposeMatchInput = z.output<typeof proposeMatchInput>;

/** A request about rules, as both kinds of it come. */
export interface RuleRequest {
  readonly stackId: string;
  readonly reason: string;
  readonly requestKey: string | null;
}

/** Plans for a stack, given what its model and the observation say. */
export type Planner = (
  context: StackContext,
  observation: Observation,
  transaction: Transaction,
) => Promise<Result<Proposal & { readonly title: string }, PlanRefusal>>;

/** Puts a plan about rules up for approval: what "make it match" and a change of one rule have in common. */
export async function proposeRules(
  deps: Deps,
  actor: PersonActor,
  kind: Extract<AskedKind, "match" | "rule">,
  request: RuleRequest,
  planner: Planner,
): Promise<Result<CreatedChange, PlanRefusal>> {
  const { stackId, reason } = request;
  const observation = await stackObservation(deps.db, stackId);
  return loggedTransaction(deps, actor, "change.asked", { stackId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const context = may(roles, "read") ? await stackContext(transaction, stackId) : null;
    if (context === null) return fail<PlanRefusal>(ABSENT);
    if (!may(roles, "ask-match"))
      return fail<PlanRefusal>(forbidden("Only cloud admins propose changes to rules."));
    const before = await sentBefore(transaction, actor, request.requestKey, { kind, request });
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    if (observation === null) return fail<PlanRefusal>(NOT_OBSERVED);
    const proposal = await planner(context, observation, transaction);
    if (!proposal.ok) return proposal;
    const { plan, title, removesLastSource } = proposal.value;
    const same = await alreadyAsked(transaction, stackId, kind, title);
    if (same !== null) return fail<PlanRefusal>(conflict(`Change #${same} asks for this already.`));
    const names = await namesFor(transaction, context.model, observation);
    const now = await databaseTime(transaction);
    const created = await createChange(transaction, deps, actor, {
      kind,
      stackId,
      beneficiaryId: actor.personId,
      title,
      reason,
      plan,
      effect: effect(plan, observation, {
        names,
        removesLastSource,
        alreadyOpenBy: null,
        guarded: await guardedStacks(transaction, context.model),
      }),
      requirement: requirementFor({ kind, removesLastSource }, context.policy.answers),
      answerBy: new Date(now.getTime() + context.policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(request.requestKey, { kind, request }),
    });
    return succeed(created);
  });
}

/** The number of a request for the same that is under way. */
async function alreadyAsked(
  transaction: Transaction,
  stackId: string,
  kind: AskedKind,
  title: string,
): Promise<number | null> {
  const known = await transaction.changeRequest.findFirst({
    where: { stackId, kind, title, state: { in: ["open", "approved", "applying"] } },
    select: { number: true },
  });
  return known?.number ?? null;
}

/** A cloud admin asks for a stack to be brought in line with its model. */
export const proposeMatch = (
  deps: Deps,
  actor: PersonActor,
  input: ProposeMatchInput,
): Promise<Result<CreatedChange, PlanRefusal>> =>
  proposeRules(deps, actor, "match", input, async ({ model }, observation) => {
    const { stack } = model;
    const plan = planMatch(
      stack,
      diffStack(stack, observation),
      observation,
      matchOptions(input, observation),
    );
    if (!plan.ok) return fail(refuseGap(plan.problem));
    if (plan.value.plan.steps.length === 0) return fail(conflict(nothingToDo(stack.name, plan.value)));
    return succeed({ ...plan.value, title: `Make ${stack.name} match ${stack.pattern.name}` });
  });

const nothingToDo = (stack: string, { leftOut }: Proposal): string =>
  leftOut.length === 0
    ? `There is nothing to do: ${stack} is as it is meant to be.`
    : `There is nothing Sallyport can do about ${stack} by itself. ${leftOut[0]?.because ?? ""}`;
