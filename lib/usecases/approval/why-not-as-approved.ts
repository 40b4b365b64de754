import { type ChangeKind, whyPlanDoesNotFit } from "#lib/core/approval/plan-fits.ts";
import type { AskedChange } from "#lib/core/approval/requirement.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { pinOf } from "../change/pin-of.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import type { Transaction } from "../ports.ts";
import { everyRuleRevoked } from "../review/revoked-rules.ts";
import { lockChange } from "./locked-change.ts";
import { requiredAnswers } from "./required-answers.ts";

const KINDS: readonly ChangeKind[] = [
  "grant",
  "extend",
  "revoke",
  "expire",
  "match",
  "rule",
  "create-stack",
  "retire-stack",
  "review",
];
const isKind = (text: string): text is ChangeKind => KINDS.some((kind) => kind === text);

/** Declared so when it was asked for, and no longer than an emergency lasts: the database lets neither be rewritten. */
async function isEmergency(transaction: Transaction, changeId: string): Promise<boolean> {
  const emergency = await transaction.emergency.findUnique({ where: { changeId }, select: { endsAt: true } });
  if (emergency === null) return false;
  const longer = await transaction.grant.count({ where: { changeId, endsAt: { gt: emergency.endsAt } } });
  return longer === 0;
}

/** Whatever the row says it needs, a change needs at least what the policy asks for its kind. */
const askedBy = (kind: ChangeKind, isForOther: boolean): AskedChange => {
  if (kind === "revoke" || kind === "expire") return { kind: "narrowing" };
  if (kind === "create-stack" || kind === "retire-stack") return { kind };
  if (kind === "match" || kind === "rule" || kind === "review") return { kind, removesLastSource: false };
  return { kind: isForOther ? "grant-for-other" : "own-grant" };
};

/**
 * For the worker, which trusts no row that the web could have written by itself: whether the plan is the one whose
 * pin was approved, does only what its kind of change may do, and has the approvals that the policy asks for. Null
 * when all of it holds, else a sentence.
 */
export async function whyNotAsApproved(
  transaction: Transaction,
  changeId: string,
  plan: Plan,
): Promise<string | null> {
  const change = await lockChange(transaction, changeId);
  if (change === null || change.stackId === null || !isKind(change.kind))
    return "This is no change that Sallyport carries out on EC2.";
  if (pinOf(plan) !== change.facts.pin) return "The plan is not the one that was put up for approval.";

  const grants = await transaction.grant.findMany({
    where: { OR: [{ changeId }, { endChangeId: changeId }, { extensions: { some: { id: changeId } } }] },
  });
  const reviewed = change.kind === "review" ? await everyRuleRevoked(transaction, changeId) : [];
  const granted = [...grants, ...reviewed].map((rule) => ({ groupId: rule.groupId, shape: grantRule(rule) }));
  const stack = await transaction.stack.findUniqueOrThrow({
    where: { id: change.stackId },
    select: { bindings: true },
  });
  const own = bindingsSchema
    .parse(stack.bindings)
    .flatMap((binding) => [binding.primaryGroupId, ...binding.otherGroupIds]);
  const misfit = whyPlanDoesNotFit(change.kind, plan.steps, granted, own);
  if (misfit !== null) return misfit;

  const policy = await stackPolicy(transaction, change.stackId);
  const { requesterId, beneficiaryId } = change.facts;
  const { effect } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: changeId },
    select: { effect: true },
  });
  const shown = effectSchema.safeParse(effect);
  // Effects that nobody was shown are not judged here: they stop the change by themselves.
  const required = await requiredAnswers(transaction, askedBy(change.kind, requesterId !== beneficiaryId), {
    policy,
    stackId: change.stackId,
    plan,
    effect: { guardrails: shown.data?.guardrails ?? [] },
  });
  if (!required.ok) return required.problem.sentence;
  const approvals = change.facts.answers.filter(
    (given) => given.decision === "approve" && given.pin === change.facts.pin,
  );
  const missing = missingParts(required.value, approvals);
  if (missing.length === 0 || (policy.breakGlass && (await isEmergency(transaction, changeId)))) return null;
  return `The policy asks for more than was approved: ${missing.map(({ label }) => label).join("; ")}.`;
}
