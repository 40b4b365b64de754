/** The steps that take rules away which several grants and standing sources stood for. */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { planGrantEnd } from "#lib/core/plan/plan-grant.ts";
import type { PlanGap } from "#lib/core/plan/plan-match.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import { staysStanding } from "../expiry/propose-end.ts";
import type { Transaction } from "../ports.ts";
import { type StackModel, stackModelsForEnds } from "../read/stack-model.ts";

/** A rule that somebody needed until now. */
export interface EndingRule {
  readonly stackId: string;
  readonly groupId: string;
  readonly peer: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  /** The lasting rule that opens it anyway, in words; then nothing of its own is there. */
  readonly alreadyOpenBy: string | null;
}

/** What goes together: none of it holds the rule of another. */
export interface Leaving {
  readonly grantIds: ReadonlySet<string>;
  /** `STACK-ID VALUE` */
  readonly standing: ReadonlySet<string>;
}

export interface StackSteps {
  readonly model: StackModel;
  readonly steps: readonly PlanStep[];
}

async function otherHolders(transaction: Transaction, rule: EndingRule, leaving: Leaving) {
  const { groupId, peer, protocol, fromPort, toPort } = rule;
  return transaction.grant.findMany({
    where: {
      id: { notIn: [...leaving.grantIds] },
      state: "live",
      endsAt: { gt: await databaseTime(transaction) },
      alreadyOpenBy: null,
      groupId,
      peer,
      protocol,
      fromPort,
      toPort,
    },
    select: { number: true, endsAt: true },
    orderBy: { number: "asc" },
  });
}

/** By stack, each rule once: gone where nobody needs it any more, else noted with the end of whoever does. */
export async function endingStepsOf(
  transaction: Transaction,
  rules: readonly EndingRule[],
  leaving: Leaving,
  observation: Observation,
): Promise<Result<readonly StackSteps[], PlanGap>> {
  const models = await stackModelsForEnds(transaction);
  const seen = new Set<string>();
  const byStack = new Map<string, { model: StackModel; steps: PlanStep[] }>();
  for (const rule of rules) {
    const model = models.find(({ id }) => id === rule.stackId);
    if (model === undefined) continue;
    const ofStack = byStack.get(model.id) ?? { model, steps: [] };
    byStack.set(model.id, ofStack);
    const shape = grantRule(rule);
    const key = `${rule.groupId} ${ruleKey(shape)}`;
    if (rule.alreadyOpenBy !== null || seen.has(key)) continue;
    seen.add(key);
    const proposal = planGrantEnd({
      stack: model.stack,
      observation,
      groupId: rule.groupId,
      shape,
      remaining: await otherHolders(transaction, rule, leaving),
      standing: staysStanding(models, rule, leaving.standing),
      alreadyOpenBy: null,
    });
    if (!proposal.ok) return fail(proposal.problem);
    ofStack.steps.push(...proposal.value.plan.steps);
  }
  return succeed([...byStack.values()]);
}
