import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { whyRuleIsGone } from "#lib/core/grant/gone-rule.ts";
import { untilWords } from "#lib/core/grant/grant-text.ts";
import { judgeEnd } from "#lib/core/grant/judge-end.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { planGrant } from "#lib/core/plan/plan-grant.ts";
import { ABSENT, conflict, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { guardedStacks, namesFor, stackContext } from "../change/stack-context.ts";
import { databaseTime } from "../database-time.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { findBeneficiary } from "./beneficiary.ts";
import { grantObservation } from "./grant-observation.ts";
import { NOT_OBSERVED } from "./grant-refusals.ts";
import { liveOnDoor } from "./grants-on-door.ts";

export const extendGrantInput = z.strictObject({
  grantId: z.uuid(),
  endsAt: z.coerce.date(),
  reason: reasonText,
  requestKey: requestKeyText,
});
export type ExtendGrantInput = z.output<typeof extendGrantInput>;

/**
 * Asks for a later end of a live grant: its holder, or a cloud admin for them. The rule on EC2 says the new end before
 * the database counts it.
 */
export async function extendGrant(
  deps: Deps,
  actor: PersonActor,
  input: ExtendGrantInput,
): Promise<Result<CreatedChange, Refusal>> {
  const observation = await grantObservation(deps.db, input.grantId);
  const { grantId } = input;
  return loggedTransaction(deps, actor, "grant.extended", { grantId }, async (transaction) => {
    const grant = await transaction.grant.findUnique({ where: { id: grantId } });
    if (grant === null || !(await maySee(transaction, actor, grant.personId))) return fail(ABSENT);
    const beneficiary = await findBeneficiary(transaction, actor, grant.personId);
    if (!beneficiary.ok) return beneficiary;
    const context = await stackContext(transaction, grant.stackId);
    if (context === null) return fail(ABSENT);
    const { model, policy } = context;
    const before = await sentBefore(transaction, actor, input.requestKey, { kind: "extend", input });
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    if (grant.state !== "live")
      return fail(conflict("Only access that is open now can be extended. Ask anew."));
    if (await isBeingExtended(transaction, grantId)) {
      return fail(conflict("A longer end was asked for already and waits for its answer."));
    }
    const now = await databaseTime(transaction);
    const end = judgeEnd(now, input.endsAt, policy);
    if (!end.ok) return fail(invalid(end.problem));
    if (input.endsAt <= grant.endsAt) {
      return fail(
        invalid(`It ends at ${untilWords(grant.endsAt)} already; ask for a later time, or hand it back.`),
      );
    }
    if (observation === null) return fail(NOT_OBSERVED);

    const { sharing, passing } = await liveOnDoor(transaction, grant, grant.peer, grant.id);
    const proposal = planGrant(
      {
        stack: model.stack,
        observation,
        groupId: grant.groupId,
        shape: grantRule(grant),
        holders: [{ number: grant.number, endsAt: input.endsAt }, ...sharing],
        passing,
        limits: limitsInForce(observation),
      },
      grant.alreadyOpenBy === null ? "extend" : "open",
    );
    if (!proposal.ok) return fail(conflict(proposal.problem.sentence));
    // Of a rule that is newer than the last look at its group nothing is known yet; the worker looks again.
    const { asOf } = observation.parts.groups;
    const isKnown = asOf !== null && grant.openedAt !== null && grant.openedAt < new Date(asOf);
    if (grant.alreadyOpenBy === null && isKnown) {
      const gone = whyRuleIsGone({ groupId: grant.groupId, shape: grantRule(grant) }, observation);
      if (gone !== null) return fail(conflict(gone));
    }
    const { plan, alreadyOpenBy } = proposal.value;
    if (grant.alreadyOpenBy !== null && plan.steps.length > 0) {
      return fail(conflict("The rule that this access came through is gone. Hand it back and ask anew."));
    }
    const names = await namesFor(transaction, model, observation);
    const { name, isRequester } = beneficiary.value;
    const told = effect(plan, observation, {
      names,
      removesLastSource: false,
      alreadyOpenBy,
      guarded: await guardedStacks(transaction, model),
    });
    const required = await requiredAnswers(
      transaction,
      { kind: isRequester ? "own-grant" : "grant-for-other" },
      { policy, stackId: model.id, plan, effect: told },
    );
    if (!required.ok) return required;
    const change = await createChange(transaction, deps, actor, {
      kind: "extend",
      stackId: model.id,
      beneficiaryId: grant.personId,
      title: `Extend SSH to ${model.stack.name} of ${name} from ${grant.peer} until ${untilWords(input.endsAt)}`,
      reason: input.reason,
      plan,
      effect: told,
      requirement: required.value,
      answerBy: grant.endsAt,
      requestKey: keyOfForm(input.requestKey, { kind: "extend", input }),
      extend: { grantId, until: input.endsAt },
    });
    return succeed(change);
  });
}

/** A grant of somebody else is nobody's business but those who look after grants. */
async function maySee(transaction: Transaction, actor: PersonActor, personId: string): Promise<boolean> {
  const roles = await heldRoles(transaction, actor.personId);
  if (!may(roles, "read")) return false;
  return personId === actor.personId || roles.some(({ role }) => role !== "ssh_admin");
}

const isBeingExtended = async (transaction: Transaction, grantId: string): Promise<boolean> =>
  (await transaction.changeRequest.count({
    where: { extendsGrantId: grantId, state: { in: ["open", "approved", "applying", "unknown"] } },
  })) > 0;
