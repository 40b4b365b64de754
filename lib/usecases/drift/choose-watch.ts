/**
 * A cloud admin chooses what is done about rules of a stack that change outside. Telling and proposing change nothing on
 * EC2 and hold at once; what acts without a person is a change request that others approve.
 */

import { z } from "zod";
import { UNDER_WAY } from "#lib/core/approval/change-state.ts";
import { emptyPlan, toldEffect } from "#lib/core/plan/empty-plan.ts";
import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { askedWatchSchema } from "#lib/formats/drift/asked-watch.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { type StackContext, stackContext } from "../change/stack-context.ts";
import { databaseTime } from "../database-time.ts";
import { authorise } from "../people/authorise.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { WATCH_MODES, type Watch, watchOf } from "./watch-of.ts";
import { watchPin } from "./watch-pin.ts";

export const chooseWatchInput = z.strictObject({
  stackId: z.uuid(),
  mode: z.enum(WATCH_MODES),
  mostPerHour: z.coerce.number().int().min(1).max(20),
  reason: reasonText,
  requestKey: requestKeyText,
});
type Input = z.output<typeof chooseWatchInput>;

/** The request that others answer; null where the choice holds at once. */
export interface ChosenWatch {
  readonly change: number | null;
}

export const chooseWatch = (
  deps: Deps,
  actor: PersonActor,
  input: Input,
): Promise<Result<ChosenWatch, Refusal>> =>
  loggedTransaction(deps, actor, "drift.chosen", { stackId: input.stackId }, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-policy");
    if (refusal) return fail<Refusal>(refusal);
    const context = await stackContext(transaction, input.stackId);
    if (context === null) return fail<Refusal>(ABSENT);
    const watch = await watchOf(transaction, input.stackId);
    if (input.mode === "restore") return askToRestore(transaction, deps, actor, { input, context, watch });
    if (input.mode === watch.mode) return fail<Refusal>(conflict("This is what is done already."));
    const { stackId, mode, reason } = input;
    const data = { mode, mostPerHour: watch.mostPerHour, chosenById: actor.personId, changeId: null };
    await transaction.driftWatch.upsert({
      where: { stackId },
      create: { stackId, ...data },
      update: { ...data, version: watch.version + 1 },
      select: { stackId: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "drift.chosen",
      subjects: { stackId },
      details: { was: watch.mode, mode, reason },
    });
    return succeed<ChosenWatch>({ change: null });
  });

interface Asked {
  readonly input: Input;
  readonly context: StackContext;
  readonly watch: Watch;
}

async function askToRestore(
  transaction: Transaction,
  deps: Deps,
  actor: PersonActor,
  { input, context, watch }: Asked,
): Promise<Result<ChosenWatch, Refusal>> {
  const { stackId, mostPerHour, reason } = input;
  const before = await sentBefore(transaction, actor, input.requestKey, input);
  if (!before.ok) return before;
  if (before.value !== null) return succeed({ change: before.value.number });
  if (watch.mode === "restore" && watch.mostPerHour === mostPerHour)
    return fail(conflict("This is what is done already."));
  const other = await transaction.changeRequest.findFirst({
    where: { kind: "watch", stackId, state: { in: [...UNDER_WAY] } },
    select: { number: true },
  });
  if (other !== null) return fail(conflict(`Change #${other.number} asks for this already.`));
  const { model, policy } = context;
  const { name } = model.stack;
  const plan = emptyPlan(model.stack.accountId, model.stack.region);
  const told = toldEffect([
    `When a rule of ${name} changes outside Sallyport and leads away from its model, Sallyport puts it back by itself, without asking anybody.`,
    `Each rule at most ${mostPerHour === 1 ? "once" : `${mostPerHour} times`} an hour; what changes more often is only told.`,
    "Never in groups that a controller or another account looks after, never where it would break a guardrail or take the last SSH source, and never a rule of somebody's grant.",
  ]);
  // Whoever would answer each such change answers for all of them.
  const required = await requiredAnswers(
    transaction,
    { kind: "rule", removesLastSource: false },
    { policy, stackId, plan, effect: told },
  );
  if (!required.ok) return required;
  const asked = askedWatchSchema.parse({ kind: "watch", mostPerHour, version: watch.version });
  const now = await databaseTime(transaction);
  const { number } = await createChange(transaction, deps, actor, {
    kind: "watch",
    stackId,
    beneficiaryId: actor.personId,
    title: `Put back by itself what changes outside on ${name}`,
    reason,
    plan,
    pin: watchPin(stackId, asked),
    effect: told,
    requirement: required.value,
    answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
    requestKey: keyOfForm(input.requestKey, input),
    request: asked,
  });
  return succeed({ change: number });
}
