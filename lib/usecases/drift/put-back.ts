import { randomUUID } from "node:crypto";
import type { Observation } from "#lib/core/group/observation.ts";
import { isMadeWorse } from "#lib/core/guardrail/guardrail-change.ts";
import { effect } from "#lib/core/plan/effect.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { planPutBack } from "#lib/core/plan/plan-put-back.ts";
import { ruleWords } from "#lib/core/plan/step-words.ts";
import { callForAnswers } from "../approval/call-for-answers.ts";
import { tellMove } from "../approval/move-change.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { pinOf } from "../change/pin-of.ts";
import { guardedStacks, namesFor, type StackContext } from "../change/stack-context.ts";
import { databaseTime } from "../database-time.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Transaction } from "../ports.ts";
import { putBackTooOften } from "./put-back-too-often.ts";
import { tellPutBack } from "./tell-put-back.ts";
import { type DriftDeps, leave, type WaitingRule } from "./waiting-rule.ts";
import type { Watch } from "./watch-of.ts";

export interface PuttingBack {
  readonly context: StackContext;
  readonly observation: Observation;
  readonly watch: Watch;
  readonly rules: readonly WaitingRule[];
}

/** Plans the way back of these rules and makes the change that goes it; false when nothing of them is put back. */
export async function putBack(
  transaction: Transaction,
  deps: DriftDeps,
  { context, observation, watch, rules }: PuttingBack,
): Promise<boolean> {
  const { model, policy } = context;
  const often = watch.mode === "restore" ? await putBackTooOften(transaction, model.id, watch) : new Set();
  const [tooOften, mine] = [true, false].map((is) =>
    rules.filter(({ groupId, ruleKey }) => often.has(`${groupId} ${ruleKey}`) === is),
  );
  const times = watch.mostPerHour === 1 ? "once" : `${watch.mostPerHour} times`;
  const limit = `It was put back ${times} within an hour, and it changed again: it is only told.`;
  await leave(transaction, tooOften ?? [], "left", limit);
  const planned = planPutBack(model.stack, mine ?? [], observation);
  if (!planned.ok) {
    await leave(transaction, mine ?? [], "left", planned.problem.sentence);
    return false;
  }
  const { plan, leftOut } = planned.value;
  for (const { drifted, because } of leftOut)
    await leave(
      transaction,
      rules.filter((rule) => rule === drifted),
      "left",
      because,
    );
  if (plan.steps.length === 0) return false;
  const back = (mine ?? []).filter((rule) => !leftOut.some(({ drifted }) => drifted === rule));
  const told = effect(plan, observation, {
    names: await namesFor(transaction, model, observation),
    removesLastSource: false,
    alreadyOpenBy: null,
    guarded: await guardedStacks(transaction, model),
  });
  // What may not be done without asking is asked for.
  const isBroken = told.guardrails.some(isMadeWorse);
  if (watch.mode === "restore" && !isBroken) {
    await makeChange(transaction, deps, { context, watch, rules: back, plan, told, parts: [] });
    return true;
  }
  const required = await requiredAnswers(
    transaction,
    { kind: "rule", removesLastSource: false },
    { policy, stackId: model.id, plan, effect: told },
  );
  if (!required.ok) {
    await leave(transaction, back, "left", required.problem.sentence);
    return false;
  }
  const { parts } = required.value;
  await makeChange(transaction, deps, { context, watch, rules: back, plan, told, parts });
  return true;
}

interface NewPutBack extends Pick<PuttingBack, "context" | "watch" | "rules"> {
  readonly plan: Plan;
  readonly told: Effect;
  /** Whose answers it waits for; none: it is done at once. */
  readonly parts: readonly { readonly label: string }[];
}

const WORDS = 800;

/** "tcp/22 from 192.0.2.1/32 was added to sg-...": what happened, as far as there is room. */
function becauseOf(rules: readonly WaitingRule[]): string {
  const sentences = rules.map(
    ({ groupId, change, rule }) =>
      `${ruleWords(rule)} ${change === "appeared" ? "was added to" : "was taken away from"} ${groupId}.`,
  );
  const shown = sentences.filter((_, at) => sentences.slice(0, at + 1).join(" ").length <= WORDS);
  const rest = sentences.length - shown.length;
  return `Changed outside Sallyport: ${shown.join(" ")}${rest > 0 ? ` And ${rest} more.` : ""}`;
}

async function makeChange(
  transaction: Transaction,
  deps: DriftDeps,
  { context: { model, policy }, watch, rules, plan, told, parts }: NewPutBack,
): Promise<void> {
  if (watch.chosenById === null) throw new Error("Nobody chose that anything is put back.");
  const now = await databaseTime(transaction);
  const state = parts.length === 0 ? "approved" : "open";
  const [id, pin, reason] = [randomUUID(), pinOf(plan), becauseOf(rules)];
  const title = `Put back what changed outside on ${model.stack.name}`;
  const { number } = await transaction.changeRequest.create({
    data: {
      id,
      kind: "put-back",
      stackId: model.id,
      // Whoever chose it stands for it, and answers nothing of it.
      requesterId: watch.chosenById,
      beneficiaryId: watch.chosenById,
      title,
      reason,
      state,
      plan: asStoredJson(plan),
      pin,
      effect: asStoredJson(told),
      requirement: asStoredJson({ parts }),
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      approvedAt: state === "approved" ? now : null,
    },
    select: { number: true },
  });
  await transaction.drift.updateMany({
    where: { id: { in: rules.map((rule) => rule.id) } },
    data: { answer: "put-back", sentence: "", changeId: id },
  });
  const { actor } = deps;
  await tellMove(transaction, { changeId: id, version: 1, from: null, to: state }, { actor, why: reason });
  await appendAudit(transaction, {
    actor,
    action: state === "approved" ? "drift.restoring" : "drift.proposed",
    subjects: { stackId: model.id, changeId: id },
    details: {
      number,
      title,
      reason,
      pin,
      effect: [...told.sentences],
      warnings: [...told.warnings],
      follows: `the choice ${watch.version} for ${model.stack.name}`,
      needs: parts.map(({ label }) => label),
    },
  });
  if (state === "open") return callForAnswers(transaction, id);
  await deps.queue.enqueue(transaction, { name: "apply-change", changeId: id });
  await tellPutBack(transaction, model, { id, number, title, reason });
}
