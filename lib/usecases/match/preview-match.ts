import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { effect } from "#lib/core/plan/effect.ts";
import type { LeftOut } from "#lib/core/plan/left-out.ts";
import { type LimitsInForce, limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { ABSENT, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { guardedStacks, namesFor, stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { matchOptions } from "./planning-options.ts";
import { type PlanRefusal, refuseGap } from "./refuse-gap.ts";

export const previewMatchInput = z.strictObject({
  stackId: z.uuid(),
  acceptNoSshSource: z.boolean().default(false),
  acceptQuotaGap: z.boolean().default(false),
  removeRedundant: z.boolean().default(false),
});

export interface MatchPreview {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly leftOut: readonly LeftOut[];
  readonly removesLastSource: boolean;
  /** What its steps were counted against. */
  readonly limits: LimitsInForce;
}

/** What "make it match" would do now, before anybody asks for it. Changes nothing. */
export async function previewMatch(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof previewMatchInput>,
): Promise<Result<MatchPreview, PlanRefusal>> {
  const observation = await stackObservation(deps.db, input.stackId);
  return deps.db.$transaction(async (transaction): Promise<Result<MatchPreview, PlanRefusal>> => {
    const roles = await heldRoles(transaction, actor.personId);
    const context = may(roles, "read") ? await stackContext(transaction, input.stackId) : null;
    if (context === null) return fail(ABSENT);
    if (!may(roles, "ask-match")) return fail(forbidden("Only cloud admins propose changes to rules."));
    if (observation === null) return fail(NOT_OBSERVED);
    const { model } = context;
    const diff = diffStack(model.stack, observation);
    const proposal = planMatch(model.stack, diff, observation, matchOptions(input, observation));
    if (!proposal.ok) return fail(refuseGap(proposal.problem));
    const { plan, leftOut, removesLastSource } = proposal.value;
    const names = await namesFor(transaction, model, observation);
    const shown = effect(plan, observation, {
      names,
      removesLastSource,
      alreadyOpenBy: null,
      guarded: await guardedStacks(transaction, model),
    });
    return succeed({ plan, effect: shown, leftOut, removesLastSource, limits: limitsInForce(observation) });
  });
}
