/**
 * What a plan of rules adds for a source that somebody was granted. The model it was planned from counts live grants, and
 * they end: such a rule must say when, go when they do, and not come once they have.
 */
import { grantRuleText } from "#lib/core/grant/grant-text.ts";
import { peerText, ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { ruleWords } from "#lib/core/plan/step-words.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import { staysStanding } from "../expiry/propose-end.ts";
import type { Transaction } from "../ports.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import type { ChangeToApply } from "./change-to-apply.ts";

type Authorize = Extract<PlanStep, { action: "authorize" }>;

/** The grants that stand for a rule are those with these. */
const standFor = ({ groupId, rule: { peer, protocol, fromPort, toPort } }: Authorize) => ({
  groupId,
  peer: peerText(peer),
  protocol,
  ...(fromPort === null ? {} : { fromPort }),
  ...(toPort === null ? {} : { toPort }),
});

const isOpening = (step: PlanStep): step is Authorize =>
  step.action === "authorize" && step.rule.direction === "ingress";

/** When the plan was made that is carried out now. */
async function plannedAt(transaction: Transaction, changeId: string): Promise<Date> {
  const { createdAt, moves } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: changeId },
    select: {
      createdAt: true,
      moves: { where: { toState: "open" }, orderBy: { version: "desc" }, take: 1, select: { at: true } },
    },
  });
  return moves[0]?.at ?? createdAt;
}

/** The steps, each rule that only grants need with their end; or what was planned for grants that have ended, a sentence each. */
export async function wordedForGrants(
  transaction: Transaction,
  change: Pick<ChangeToApply, "id" | "stackName">,
  steps: readonly PlanStep[],
): Promise<Result<readonly PlanStep[], readonly string[]>> {
  const opening = steps.filter(isOpening);
  if (opening.length === 0) return succeed(steps);
  const known = await transaction.grant.findMany({
    where: { OR: opening.map(standFor), state: { in: ["live", "ending", "ended"] } },
    orderBy: { number: "asc" },
  });
  if (known.length === 0) return succeed(steps);
  const [now, planned] = [await databaseTime(transaction), await plannedAt(transaction, change.id)];
  const models = await stackModelsForEnds(transaction);
  const lapsed: string[] = [];
  const worded = steps.map((step) => {
    if (!isOpening(step)) return step;
    const key = ruleKey(step.rule);
    const grants = known.filter(
      (grant) => grant.groupId === step.groupId && ruleKey(grantRule(grant)) === key,
    );
    const peer = peerText(step.rule.peer);
    if (grants.length === 0 || staysStanding(models, { groupId: step.groupId, peer })) return step;
    const [first, ...rest] = grants.filter(({ state, endsAt }) => state === "live" && endsAt > now);
    if (first !== undefined) {
      const { description, tags } = grantRuleText([first, ...rest], change.stackName);
      return { ...step, rule: { ...step.rule, description }, tags };
    }
    // One that had ended before was no part of what was planned from.
    const over = grants.find(({ endedAt }) => endedAt === null || endedAt >= planned);
    if (over !== undefined) {
      lapsed.push(`${ruleWords(step.rule)} was planned for grant ${over.number}, which has ended.`);
    }
    return step;
  });
  return lapsed.length > 0 ? fail(lapsed) : succeed(worded);
}

/** What is left of a change that was planned for grants that have ended meanwhile, a sentence each. */
export async function lapsedGrants(
  transaction: Transaction,
  change: Pick<ChangeToApply, "id" | "kind" | "stackName">,
  left: readonly PlanStep[],
): Promise<readonly string[]> {
  if (change.kind === "grant" || change.kind === "extend") return [];
  const worded = await wordedForGrants(transaction, change, left);
  return worded.ok ? [] : worded.problem;
}

/** A live grant that another rule had opened has a rule of its own, now that this one is there: its end closes it. */
export async function giveToGrants(transaction: Transaction, step: PlanStep): Promise<void> {
  if (!isOpening(step)) return;
  await transaction.grant.updateMany({
    where: { ...standFor(step), state: "live", alreadyOpenBy: { not: null } },
    data: { alreadyOpenBy: null },
  });
}
