/**
 * A change that takes access away and was held up, while others got or lost what its steps were planned around:
 * somebody joined a rule that it would take away, or extended a grant whose older end it would write.
 */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { isRuleStep } from "#lib/core/plan/step-rules.ts";
import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";
import { writeSteps } from "./begin-change.ts";
import type { Run } from "./carry-on.ts";
import { readSteps, type StoredStep } from "./change-to-apply.ts";
import { freshObservation, touchedBy } from "./fresh-observation.ts";
import { attemptsOf, isOpen, lastAcceptance } from "./journal.ts";
import { lookAtStep } from "./step-look.ts";
import { narrowingSteps } from "./steps-now.ts";
import { writeReads } from "./write-step-result.ts";

const MAY_ARRIVE = "An earlier call of it may still arrive; what is left is planned anew after that.";
const SUPERSEDED = "Who needs the rule changed before this was done, so it was planned anew.";

/** What a step does: two of the same come to the same, whatever the rule said of itself before. */
function deedOf(step: PlanStep): string {
  if (!isRuleStep(step) || step.action === "modify") return JSON.stringify(step);
  const says = step.action === "describe" ? step.description : "";
  return `${step.action} ${step.groupId} ${ruleKey(step.rule)} ${says}`;
}

/** What EC2 shows already is found so by the step itself, and settles its calls. */
function isThere({ operation }: StoredStep, now: Observation): boolean {
  if (!isRuleStep(operation)) return false;
  const group = now.groups.find(({ groupId }) => groupId === operation.groupId) ?? null;
  return lookAtStep(operation, { kind: "group", group }).kind === "done";
}

async function writeOff(transaction: Transaction, step: StoredStep): Promise<void> {
  const last = (await attemptsOf(transaction, step.id)).at(-1);
  await writeReads(transaction, step, last === undefined ? [] : [last.attempt], SUPERSEDED);
  await transaction.step.update({ where: { id: step.id }, data: { state: "done" } });
}

/**
 * Plans what is left anew, as all of it was planned when the change began: under its lease, from what EC2 and the grants
 * are now. Steps that fit no more are written off, and those that take their place come last. A sentence where it
 * cannot be planned now, else null.
 */
export async function planEndAnew({ deps, change, lease, session }: Run): Promise<string | null> {
  const now = await freshObservation(deps.db, session, change.scope, touchedBy(change));
  return deps.db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    const needed = await narrowingSteps(transaction, change, now);
    if (!needed.ok) return needed.problem.join(" ");
    const steps = await readSteps(transaction, change.id);
    const left = steps.filter(({ state }) => state !== "done");
    const wanted = new Set(needed.value.map(deedOf));
    const planned = new Set(left.map(({ operation }) => deedOf(operation)));
    const over = left.filter((step) => !wanted.has(deedOf(step.operation)) && !isThere(step, now));
    const time = await databaseTime(transaction);
    for (const { id } of over) {
      const open = (await attemptsOf(transaction, id)).filter(isOpen);
      if (open.some((attempt) => lastAcceptance(attempt, deps.times) > time)) return MAY_ARRIVE;
    }
    for (const step of over) await writeOff(transaction, step);
    const instead = needed.value.filter((step) => !planned.has(deedOf(step)));
    await writeSteps(transaction, change.id, instead, steps.length);
    return null;
  });
}
