import { z } from "zod";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { planRule } from "#lib/core/plan/plan-rule.ts";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { CreatedChange } from "../change/create-change.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { matchOptions, planningFields } from "./planning-options.ts";
import { proposeRules } from "./propose-match.ts";
import { type PlanRefusal, refuseGap } from "./refuse-gap.ts";

export const proposeRuleChangeInput = z.strictObject({
  stackId: z.uuid(),
  groupId: z.string().max(255),
  /** As the rules of a stack or a group are listed: `ingress tcp 22:22 10.0.0.0/8`. */
  ruleKey: z.string().max(500),
  change: z.enum(["remove", "narrow"]),
  ...planningFields,
});
export type ProposeRuleChangeInput = z.output<typeof proposeRuleChangeInput>;

/** A cloud admin asks for one rule to be removed, or narrowed to what was meant of it. */
export const proposeRuleChange = (
  deps: Deps,
  actor: PersonActor,
  input: ProposeRuleChangeInput,
): Promise<Result<CreatedChange, PlanRefusal>> =>
  proposeRules(deps, actor, "rule", input, async ({ model }, observation, transaction) => {
    const { stack } = model;
    const isBound = stack.bindings.some((binding) =>
      [binding.primaryGroupId, ...binding.otherGroupIds].includes(input.groupId),
    );
    if (!isBound) return fail(conflict(`${input.groupId} plays no tier of ${stack.name}.`));
    const held = await heldByGrant(transaction, input.groupId, input.ruleKey);
    if (held !== null) {
      return fail(
        conflict(`Grant ${held} holds this rule open. Revoke the grant instead: that needs no approval.`),
      );
    }
    const options = matchOptions({ ...input, removeRedundant: false }, observation);
    const plan = planRule(stack, diffStack(stack, observation), observation, input, options);
    if (!plan.ok) return fail(refuseGap(plan.problem));
    const verb = input.change === "remove" ? "Remove" : "Narrow";
    return succeed({ ...plan.value, title: `${verb} ${input.ruleKey} in ${input.groupId}` });
  });

/** The number of a live grant whose rule this is. */
async function heldByGrant(transaction: Transaction, groupId: string, key: string): Promise<number | null> {
  const grants = await transaction.grant.findMany({
    where: { groupId, state: { in: ["live", "ending"] }, alreadyOpenBy: null },
    orderBy: { number: "asc" },
  });
  return grants.find((grant) => ruleKey(grantRule(grant)) === key)?.number ?? null;
}
