/**
 * The steps that carry out a change as things are now. Whoever else needs a grant's rule may have changed since the
 * plan was made, so what is said of its end, and whether it goes at all, is decided here, under the lease. Nothing
 * here opens what the approved plan does not.
 */

import { whyRuleIsGone } from "#lib/core/grant/gone-rule.ts";
import { grantRuleText } from "#lib/core/grant/grant-text.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { untouchable } from "#lib/core/plan/left-out.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { stillHolds } from "#lib/core/plan/still-holds.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readEndingGrant } from "../expiry/ending-grant.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import { proposeEnd } from "../expiry/propose-end.ts";
import { liveHolders } from "../expiry/rule-holders.ts";
import type { Transaction } from "../ports.ts";
import { endingStepsOf } from "../review/ending-steps.ts";
import { rulesRevoked } from "../review/revoked-rules.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import { wordedForGrants } from "./granted-rules.ts";
import { narrows } from "./narrows.ts";

/** The steps; or what changed on EC2, a sentence each. */
export type StepsNow = Result<readonly PlanStep[], readonly string[]>;

export async function stepsNow(
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<StepsNow> {
  if (narrows(change)) return narrowingSteps(transaction, change, now);
  if (change.kind === "grant" || change.kind === "extend") return openingSteps(transaction, change, now);
  if (change.kind === "put-back") {
    const index = indexObservation(now);
    const groupIds = new Set(change.plan.steps.flatMap((step) => ("groupId" in step ? [step.groupId] : [])));
    const others = [...groupIds].map((groupId) => untouchable(groupId, index)).filter((why) => why !== null);
    if (others.length > 0) return fail(others);
  }
  const steps = await wordedForGrants(transaction, change, change.plan.steps);
  return steps.ok ? whileItHolds(change, now, steps.value) : steps;
}

/** Of a change that takes access away. */
export const narrowingSteps = (
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<StepsNow> =>
  change.kind === "review" ? reviewedSteps(transaction, change, now) : endingSteps(transaction, change, now);

function whileItHolds(
  { plan, pattern }: ChangeToApply,
  now: Observation,
  steps: readonly PlanStep[],
): StepsNow {
  const holds = stillHolds(plan, now, pattern);
  return holds.ok ? succeed(steps) : holds;
}

/** What takes access away is planned anew: it must not fail because EC2 moved on, nor cut off who joined meanwhile. */
async function endingSteps(
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<StepsNow> {
  const grants = await transaction.grant.findMany({
    where: { endChangeId: change.id, state: "ending" },
    select: { id: true },
    orderBy: { number: "asc" },
  });
  const steps: PlanStep[] = [];
  for (const { id } of grants) {
    const grant = await readEndingGrant(transaction, id);
    if (grant === null) continue;
    const proposed = await proposeEnd(transaction, grant, now);
    if (!proposed.ok) return fail([proposed.problem.sentence]);
    steps.push(...proposed.value.plan.steps);
  }
  return succeed(steps);
}

/** What a review takes away is planned anew for the same reasons, in the groups alone that were approved. */
async function reviewedSteps(
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<StepsNow> {
  const { rules, leaving } = await rulesRevoked(transaction, change.id);
  const ending = await endingStepsOf(transaction, rules, leaving, now);
  if (!ending.ok) return fail([ending.problem.sentence]);
  const groupIds = new Set([
    ...change.grantGroupIds,
    ...change.plan.steps.flatMap((step) => ("groupId" in step ? [step.groupId] : [])),
  ]);
  const steps = ending.value.flatMap((each) => each.steps);
  return succeed(steps.filter((step) => "groupId" in step && groupIds.has(step.groupId)));
}

/** The grant that a change opens or extends, with the end it will have. */
async function openedGrant(transaction: Transaction, change: ChangeToApply) {
  if (change.kind === "grant") {
    return transaction.grant.findFirst({ where: { changeId: change.id, state: "asked" } });
  }
  const { extendsGrant, extendsUntil } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { extendsGrant: true, extendsUntil: true },
  });
  return extendsGrant === null || extendsUntil === null ? null : { ...extendsGrant, endsAt: extendsUntil };
}

async function openingSteps(
  transaction: Transaction,
  change: ChangeToApply,
  now: Observation,
): Promise<StepsNow> {
  const grant = await openedGrant(transaction, change);
  const { steps } = change.plan;
  if (grant === null || grant.alreadyOpenBy !== null) {
    return whileItHolds(change, now, steps);
  }
  const others = await liveHolders(transaction, grant);
  const text = grantRuleText([grant, ...others], change.stackName);
  const key = ruleKey(grantRule(grant));
  const present = now.groups
    .find((group) => group.groupId === grant.groupId)
    ?.rules.find((rule) => ruleKey(rule) === key);
  const worded = steps.flatMap((step) =>
    step.action === "authorize"
      ? [{ ...step, rule: { ...step.rule, description: text.description }, tags: text.tags }]
      : [],
  );
  // An extension moves the end of a rule that is there, and adds none.
  const gone =
    change.kind === "extend" && worded.length === 0
      ? whyRuleIsGone({ groupId: grant.groupId, shape: grantRule(grant) }, now)
      : null;
  if (gone !== null) return fail([gone]);
  // Where the rule is there (an extension, or somebody's grant on the same source was quicker) it gets the new end.
  const described = present === undefined ? [] : [describeStep(grant.groupId, present, text)];
  return whileItHolds(change, now, [...worded, ...described]);
}

function describeStep(
  groupId: string,
  { ruleId, tags: _, ...rule }: ObservedRule,
  text: { readonly description: string; readonly tags: Readonly<Record<string, string>> },
): PlanStep {
  return { action: "describe", groupId, rule, ruleId, ...text };
}
