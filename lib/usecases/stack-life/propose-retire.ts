import { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { databaseTime } from "../database-time.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type RetireRefusal, retireInput, retirePlan } from "./retire-plan.ts";

export const proposeRetireInput = z.strictObject({
  ...retireInput.shape,
  reason: reasonText,
  requestKey: requestKeyText,
});

/** Asks for a stack to be retired together with its groups on EC2. */
export async function proposeRetire(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof proposeRetireInput>,
): Promise<Result<CreatedChange, RetireRefusal>> {
  const { reason, requestKey, ...wish } = input;
  const { stackId } = wish;
  const observation = await stackObservation(deps.db, stackId);
  return loggedTransaction(deps, actor, "change.asked", { stackId }, async (transaction) => {
    const form = { kind: "retire-stack", request: input };
    const before = await sentBefore(transaction, actor, requestKey, form);
    if (!before.ok) return fail<RetireRefusal>(before.problem);
    if (before.value !== null) return succeed(before.value);
    const planned = await retirePlan(transaction, actor, wish, observation);
    if (!planned.ok) return planned;
    const { plan, effect, policy, stackName } = planned.value;
    const about = { policy, stackId, plan, effect };
    const required = await requiredAnswers(transaction, { kind: "retire-stack" }, about);
    if (!required.ok) return required;
    const now = await databaseTime(transaction);
    const created = await createChange(transaction, deps, actor, {
      kind: "retire-stack",
      stackId,
      beneficiaryId: actor.personId,
      title: `Retire ${stackName} and delete its groups`,
      reason,
      plan,
      effect,
      requirement: required.value,
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(requestKey, form),
    });
    return succeed(created);
  });
}
