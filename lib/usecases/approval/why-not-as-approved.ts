import { whyPlanDoesNotFit } from "#lib/core/approval/plan-fits.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { pinOf } from "../change/pin-of.ts";
import { rulesPutBack } from "../drift/rules-put-back.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import type { Transaction } from "../ports.ts";
import { everyRuleRevoked } from "../review/revoked-rules.ts";
import { changeKindOf } from "./change-kind-of.ts";
import { lockChange } from "./locked-change.ts";

/**
 * For the worker, which trusts no row that the web could have written by itself: whether the plan is the one whose
 * pin was approved, and does only what its kind of change may do. Null when it is, else a sentence.
 */
export async function whyNotAsApproved(
  transaction: Transaction,
  changeId: string,
  plan: Plan,
): Promise<string | null> {
  const change = await lockChange(transaction, changeId);
  const kind = change === null ? null : changeKindOf(change.kind);
  if (change === null || kind === null || change.stackId === null)
    return "This is no change that Sallyport carries out on EC2.";
  if (pinOf(plan) !== change.facts.pin) return "The plan is not the one that was put up for approval.";

  const grants = await transaction.grant.findMany({
    where: { OR: [{ changeId }, { endChangeId: changeId }, { extensions: { some: { id: changeId } } }] },
  });
  const reviewed = kind === "review" ? await everyRuleRevoked(transaction, changeId) : [];
  const granted = [
    ...[...grants, ...reviewed].map((rule) => ({ groupId: rule.groupId, shape: grantRule(rule) })),
    ...(kind === "put-back" ? await rulesPutBack(transaction, changeId) : []),
  ];
  const stack = await transaction.stack.findUniqueOrThrow({
    where: { id: change.stackId },
    select: { bindings: true },
  });
  const own = bindingsSchema
    .parse(stack.bindings)
    .flatMap((binding) => [binding.primaryGroupId, ...binding.otherGroupIds]);
  return whyPlanDoesNotFit(kind, plan.steps, granted, own);
}
