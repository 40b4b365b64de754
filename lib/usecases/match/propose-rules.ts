import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import { may } from "#lib/core/approval/authority.ts";
import { UNDER_WAY } from "#lib/core/approval/change-state.ts";
import { ABSENT, conflict, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { kindOf, putUp } from "./put-up.ts";
import type { PlanRefusal } from "./refuse-gap.ts";
import { whyNotStarting } from "./starts-in-time.ts";
import { whyNotRolledBack } from "./why-not-rolled-back.ts";

/** A request about rules, however it was made. */
export interface RulesRequest {
  readonly stackId: string;
  readonly asked: AskedRules;
  readonly reason: string;
  readonly requestKey: string | null;
  /** All that was filled in. */
  readonly form: object;
  readonly startsAt?: Date | null;
  readonly draft?: boolean;
  readonly rollsBackId?: string;
}

/** Puts a plan about rules up for approval, or keeps it as a draft. */
export async function proposeRules(
  deps: Deps,
  actor: PersonActor,
  request: RulesRequest,
): Promise<Result<CreatedChange, PlanRefusal>> {
  const { stackId, asked, reason, form, startsAt = null, draft = false, rollsBackId } = request;
  const kind = kindOf(asked);
  const observation = await stackObservation(deps.db, stackId);
  return loggedTransaction(deps, actor, "change.asked", { stackId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const context = may(roles, "read") ? await stackContext(transaction, stackId) : null;
    if (context === null) return fail<PlanRefusal>(ABSENT);
    if (!may(roles, "ask-match"))
      return fail<PlanRefusal>(forbidden("Only cloud admins propose changes to rules."));
    const before = await sentBefore(transaction, actor, request.requestKey, form);
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    if (observation === null) return fail<PlanRefusal>(NOT_OBSERVED);
    const now = await databaseTime(transaction);
    const late = whyNotStarting(startsAt, now);
    if (late !== null) return fail<PlanRefusal>(late);
    const stays = rollsBackId === undefined ? null : await whyNotRolledBack(transaction, rollsBackId);
    if (stays !== null) return fail<PlanRefusal>(stays);
    const planned = await putUp(transaction, asked, context, observation);
    if (!planned.ok) return planned;
    const { notes: _, removesLastSource: __, answerBy, title, ...rest } = planned.value;
    const same = rollsBackId === undefined ? await alreadyAsked(transaction, stackId, kind, title) : null;
    if (same !== null) return fail<PlanRefusal>(conflict(`Change #${same} asks for this already.`));
    const created = await createChange(transaction, deps, actor, {
      kind,
      stackId,
      beneficiaryId: actor.personId,
      title,
      reason,
      ...rest,
      answerBy,
      requestKey: keyOfForm(request.requestKey, form),
      request: asked,
      startsAt,
      draft,
      ...(rollsBackId === undefined ? {} : { rollsBackId }),
    });
    return succeed(created);
  });
}

/** The number of a request for the same that is under way. */
async function alreadyAsked(
  transaction: Transaction,
  stackId: string,
  kind: "match" | "rule",
  title: string,
): Promise<number | null> {
  const known = await transaction.changeRequest.findFirst({
    where: { stackId, kind, title, state: { in: [...UNDER_WAY] } },
    select: { number: true },
  });
  return known?.number ?? null;
}
