import { z } from "zod";
import { askOtherwise } from "#lib/core/approval/asked-rules.ts";
import { may } from "#lib/core/approval/authority.ts";
import { mayReadChange } from "#lib/core/approval/may-read-change.ts";
import { requestDiff } from "#lib/core/approval/request-diff.ts";
import { transition } from "#lib/core/approval/transition.ts";
import { type PlanDiffLine, planDiff } from "#lib/core/plan/plan-diff.ts";
import { ABSENT, conflict, forbidden } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { askedRulesSchema } from "#lib/formats/change/stored-request.ts";
import { NOT_OBSERVED } from "../access/grant-refusals.ts";
import { lockChange } from "../approval/locked-change.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { pinOf } from "../change/pin-of.ts";
import { reasonText } from "../change/plain-text.ts";
import { stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { putUp } from "./put-up.ts";
import type { PlanRefusal } from "./refuse-gap.ts";
import { whyNotStarting } from "./starts-in-time.ts";
import { writeReplanned } from "./write-replanned.ts";

export const replanInput = z.strictObject({
  changeId: z.uuid(),
  /** What it is to say instead; as it was asked for when absent. */
  edit: z
    .strictObject({
      reason: reasonText,
      startsAt: z.date().nullable(),
      removeRedundant: z.boolean(),
      acceptNoSshSource: z.boolean(),
      acceptQuotaGap: z.boolean(),
      mostNewInstances: z.int().min(0).max(100_000).nullable(),
    })
    .optional(),
  /** A draft stays one, instead of going up for approval. */
  keepDraft: z.boolean().optional(),
});

export interface Replanned {
  readonly number: number;
  readonly state: "draft" | "open";
  readonly diff: readonly PlanDiffLine[];
  /** How many answers no longer count. */
  readonly dismissed: number;
}

/**
 * Whoever asked has the plan made anew, against what EC2 is now or for what they ask instead. A draft goes up for
 * approval by it; everybody else's answers fall when what is pinned, or what it says beside, is another, and the
 * difference is kept and told.
 */
export async function replanChange(
  deps: Deps,
  actor: PersonActor,
  { changeId, edit, keepDraft = false }: z.output<typeof replanInput>,
): Promise<Result<Replanned, PlanRefusal>> {
  const about = await deps.db.changeRequest.findUnique({
    where: { id: changeId },
    select: { stackId: true },
  });
  const observation = about?.stackId == null ? null : await stackObservation(deps.db, about.stackId);
  return loggedTransaction(deps, actor, "change.replanned", { changeId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const change = may(roles, "read") ? await lockChange(transaction, changeId) : null;
    const reader = { personId: actor.personId, roles };
    if (change === null || change.stackId === null || !mayReadChange(reader, change.facts))
      return fail<PlanRefusal>(ABSENT);
    if (!may(roles, "ask-match"))
      return fail<PlanRefusal>(forbidden("Only cloud admins propose changes to rules."));
    const row = await transaction.changeRequest.findUniqueOrThrow({
      where: { id: changeId },
      select: {
        request: true,
        plan: true,
        reason: true,
        startsAt: true,
        _count: { select: { steps: true } },
      },
    });
    const stored = askedRulesSchema.safeParse(row.request);
    if (!stored.success || row._count.steps > 0)
      return fail<PlanRefusal>(conflict("This change cannot be planned anew: ask for it again."));
    const context = await stackContext(transaction, change.stackId);
    if (context === null) return fail<PlanRefusal>(conflict("Its stack is not in use any more."));
    if (observation === null) return fail<PlanRefusal>(NOT_OBSERVED);
    const was = { reason: row.reason, startsAt: row.startsAt, asked: stored.data };
    const is = edit === undefined ? was : { ...edit, asked: askOtherwise(stored.data, edit) };
    const isMoved = is.startsAt?.getTime() !== was.startsAt?.getTime();
    const late = isMoved ? whyNotStarting(is.startsAt, await databaseTime(transaction)) : null;
    if (late !== null) return fail<PlanRefusal>(late);
    const planned = await putUp(transaction, is.asked, context, observation);
    if (!planned.ok) return planned;
    const pin = pinOf(planned.value.plan);
    const said = requestDiff(was, is);
    const next = transition(change.facts, {
      kind: "replan",
      personId: actor.personId,
      pin,
      edited: said.length > 0,
    });
    if (!next.ok) return next;
    const from = change.facts.state;
    const isDraft = from === "draft" && keepDraft;
    const isSame = pin === change.facts.pin && said.length === 0;
    if (isSame && from !== "stale" && (from !== "draft" || isDraft))
      return fail<PlanRefusal>(
        conflict("Planned anew it is the same: everything that it rests on still holds."),
      );
    const diff = [...said, ...planDiff(planSchema.parse(row.plan), planned.value.plan)];
    const to = isDraft ? "draft" : "open";
    const dismissed = await writeReplanned(transaction, actor, change, {
      ...planned.value,
      pin,
      reason: is.reason,
      startsAt: is.startsAt,
      asked: is.asked,
      diff,
      to,
      why: edit !== undefined ? "Asked for otherwise." : from === "draft" ? "" : "Planned anew.",
    });
    return succeed({ number: change.number, state: to, diff, dismissed });
  });
}
