import type { ChangeKind } from "#lib/core/approval/plan-fits.ts";
import type { AskedChange } from "#lib/core/approval/requirement.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { removesLastSource } from "#lib/core/plan/last-source.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { whyNotRestored } from "../drift/why-not-restored.ts";
import type { Transaction } from "../ports.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import { changeKindOf } from "./change-kind-of.ts";
import { lockChange } from "./locked-change.ts";
import { requiredAnswers } from "./required-answers.ts";

/** Declared so when it was asked for, and no longer than an emergency lasts: the database lets neither be rewritten. */
async function isEmergency(transaction: Transaction, changeId: string): Promise<boolean> {
  const emergency = await transaction.emergency.findUnique({ where: { changeId }, select: { endsAt: true } });
  if (emergency === null) return false;
  const longer = await transaction.grant.count({ where: { changeId, endsAt: { gt: emergency.endsAt } } });
  return longer === 0;
}

/** Whether, as EC2 is now, nobody could open SSH afterwards to the stack, or to any stack that a review takes from. */
async function shutsSomebodyOut(
  transaction: Transaction,
  change: { readonly id: string; readonly kind: ChangeKind; readonly stackId: string },
  plan: Plan,
  now: Observation,
): Promise<boolean> {
  const rows =
    change.kind === "review"
      ? await transaction.reviewRow.findMany({ where: { changeId: change.id }, select: { stackId: true } })
      : [change];
  const stackIds = new Set(rows.map(({ stackId }) => stackId));
  const [before, after] = [indexObservation(now), indexObservation(simulateAll(now, plan.steps))];
  return (await stackModelsForEnds(transaction))
    .filter(({ id }) => stackIds.has(id))
    .some(({ stack }) => removesLastSource(stack, before, after));
}

async function askedOf(
  transaction: Transaction,
  change: { readonly id: string; readonly kind: ChangeKind; readonly stackId: string },
  isForOther: boolean,
  plan: Plan,
  now: Observation,
): Promise<AskedChange> {
  const { kind } = change;
  if (kind === "revoke" || kind === "expire") return { kind: "narrowing" };
  if (kind === "create-stack" || kind === "retire-stack") return { kind };
  if (kind === "match" || kind === "rule" || kind === "review")
    return { kind, removesLastSource: await shutsSomebodyOut(transaction, change, plan, now) };
  if (kind === "put-back")
    return { kind: "rule", removesLastSource: await shutsSomebodyOut(transaction, change, plan, now) };
  return { kind: isForOther ? "grant-for-other" : "own-grant" };
}

/**
 * For the worker: which answers the policy of now wants for what the plan does to EC2 as it is now (`now`, freshly
 * read), and nobody has given, whatever the row says it needs. Null when none is missing, else a sentence. A team that
 * nobody was shown is missing, too.
 */
export async function whyNotEnoughAnswers(
  transaction: Transaction,
  changeId: string,
  plan: Plan,
  now: Observation,
): Promise<string | null> {
  const locked = await lockChange(transaction, changeId);
  const kind = locked === null ? null : changeKindOf(locked.kind);
  if (locked === null || kind === null || locked.stackId === null)
    throw new Error("There is no such change.");
  const { facts, stackId } = locked;
  const policy = await stackPolicy(transaction, stackId);
  const { effect } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: changeId },
    select: { effect: true },
  });
  const change = { id: changeId, kind, stackId };
  const asked = await askedOf(transaction, change, facts.requesterId !== facts.beneficiaryId, plan, now);
  // What acts by itself was approved once for all; it never takes the last source.
  if (
    kind === "put-back" &&
    facts.requirement.parts.length === 0 &&
    !("removesLastSource" in asked && asked.removesLastSource)
  )
    return whyNotRestored(transaction, stackId);
  // Effects that nobody was shown are not judged here: they stop the change by themselves.
  const shown = effectSchema.safeParse(effect).data?.guardrails ?? [];
  const required = await requiredAnswers(transaction, asked, {
    policy,
    stackId,
    plan,
    effect: { guardrails: shown },
  });
  if (!required.ok) return required.problem.sentence;
  const approvals = facts.answers.filter(({ decision, pin }) => decision === "approve" && pin === facts.pin);
  const missing = missingParts(required.value, approvals);
  if (missing.length === 0 || (policy.breakGlass && (await isEmergency(transaction, changeId)))) return null;
  return `The policy asks for more than was approved: ${missing.map(({ label }) => label).join("; ")}.`;
}
