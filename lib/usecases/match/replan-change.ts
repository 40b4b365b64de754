import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { transition } from "#lib/core/approval/transition.ts";
import { type PlanDiffLine, planDiff } from "#lib/core/plan/plan-diff.ts";
import { ABSENT, conflict, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { askedRulesSchema } from "#lib/formats/change/stored-request.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { callForAnswers } from "../approval/call-for-answers.ts";
import { dismissAnswers } from "../approval/dismiss-answers.ts";
import { lockChange, subjectsOf } from "../approval/locked-change.ts";
import { tellMove } from "../approval/move-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { pinOf } from "../change/pin-of.ts";
import { stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { notify } from "../notices/notify.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { putUp } from "./put-up.ts";
import type { PlanRefusal } from "./refuse-gap.ts";

export const replanInput = z.strictObject({
  changeId: z.uuid(),
  /** Also rules that add nothing; as it was asked for when absent. */
  removeRedundant: z.boolean().optional(),
  acceptNoSshSource: z.boolean().optional(),
});

export interface Replanned {
  readonly number: number;
  readonly diff: readonly PlanDiffLine[];
  /** How many answers no longer count. */
  readonly dismissed: number;
}

/**
 * Whoever asked has the plan made anew, against what EC2 is now or for what they ask instead. A draft goes up for
 * approval by it; everybody else's answers fall when what is pinned is another, and the difference is kept and told.
 */
export async function replanChange(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof replanInput>,
): Promise<Result<Replanned, PlanRefusal>> {
  const { changeId, removeRedundant, acceptNoSshSource } = input;
  const about = await deps.db.changeRequest.findUnique({
    where: { id: changeId },
    select: { stackId: true },
  });
  const observation = about?.stackId == null ? null : await stackObservation(deps.db, about.stackId);
  return loggedTransaction(deps, actor, "change.replanned", { changeId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const change = may(roles, "read") ? await lockChange(transaction, changeId) : null;
    if (change === null || change.stackId === null) return fail<PlanRefusal>(ABSENT);
    if (!may(roles, "ask-match"))
      return fail<PlanRefusal>(forbidden("Only cloud admins propose changes to rules."));
    const row = await transaction.changeRequest.findUniqueOrThrow({
      where: { id: changeId },
      select: { request: true, plan: true, _count: { select: { steps: true } } },
    });
    const stored = askedRulesSchema.safeParse(row.request);
    if (!stored.success || row._count.steps > 0)
      return fail<PlanRefusal>(conflict("This change cannot be planned anew: ask for it again."));
    const context = await stackContext(transaction, change.stackId);
    if (context === null) return fail<PlanRefusal>(conflict("Its stack is not in use any more."));
    if (observation === null) return fail<PlanRefusal>(NOT_OBSERVED);
    const asked = {
      ...stored.data,
      ...(acceptNoSshSource === undefined ? {} : { acceptNoSshSource }),
      ...(stored.data.kind === "match" && removeRedundant !== undefined ? { removeRedundant } : {}),
    };
    const planned = await putUp(transaction, asked, context, observation);
    if (!planned.ok) return planned;
    const { plan, effect, requirement, answerBy } = planned.value;
    const pin = pinOf(plan);
    const next = transition(change.facts, { kind: "replan", personId: actor.personId, pin });
    if (!next.ok) return next;
    const from = change.facts.state;
    if (pin === change.facts.pin && from !== "draft" && from !== "stale")
      return fail<PlanRefusal>(
        conflict("Planned anew it is the same: everything that it rests on still holds."),
      );
    const diff = planDiff(planSchema.parse(row.plan), plan);
    const dismissed = await dismissAnswers(transaction, changeId);
    const version = change.version + 1;
    await transaction.changeRequest.update({
      where: { id: changeId, version: change.version },
      data: {
        plan: asStoredJson(plan),
        pin,
        effect: asStoredJson(effect),
        requirement: asStoredJson(requirement),
        request: asStoredJson(asked),
        answerBy,
        state: "open",
        version,
        finishedAt: null,
      },
      select: { id: true },
    });
    const why = from === "draft" ? "Put up for approval." : "Planned anew.";
    const lines = diff.map((line) => ({ ...line }));
    await tellMove(transaction, { changeId, version, from, to: "open", diff: lines }, { actor, why });
    await appendAudit(transaction, {
      actor,
      action: from === "draft" ? "change.asked" : "change.replanned",
      subjects: subjectsOf(change),
      details: {
        number: change.number,
        title: change.title,
        pin,
        was: change.facts.pin,
        diff: lines,
        dismissed: [...dismissed],
      },
    });
    await notify(transaction, dismissed, {
      kind: "change-decided",
      about: `change:${changeId}:${version}`,
      subject: `Change #${change.number} on ${change.placeName} is another now: your answer no longer counts`,
      body: `${change.title}\n\n${diff.map(({ sign, text }) => `${sign} ${text}`).join("\n")}`,
    });
    await callForAnswers(transaction, changeId);
    return succeed({ number: change.number, diff, dismissed: dismissed.length });
  });
}
