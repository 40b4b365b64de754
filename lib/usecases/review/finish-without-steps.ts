import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { lockChange, subjectsOf } from "../approval/locked-change.ts";
import { moveChange } from "../approval/move-change.ts";
import { tellDecision } from "../approval/tell-decision.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, SystemActor } from "../ports.ts";

/**
 * Ends the approved change of a review that is about no stack: all that it takes away are exceptions to findings, which
 * ended with its approval, so nothing is called on EC2. False when there is nothing to do (any more).
 */
export const finishWithoutSteps = (
  deps: Pick<Deps, "db"> & { readonly actor: SystemActor },
  changeId: string,
): Promise<boolean> =>
  deps.db.$transaction(async (transaction) => {
    const change = await lockChange(transaction, changeId);
    if (change === null || change.kind !== "review" || change.stackId !== null) return false;
    const { id, version, facts, number, title } = change;
    const { plan } = await transaction.changeRequest.findUniqueOrThrow({
      where: { id },
      select: { plan: true },
    });
    if (facts.state !== "approved" || planSchema.parse(plan).steps.length > 0) return false;
    const cause = { actor: deps.actor, why: "Nothing had to change on EC2." };
    await moveChange(transaction, { id, version, state: facts.state }, "applying", cause);
    await moveChange(transaction, { id, version: version + 1, state: "applying" }, "applied", cause);
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "change.applied",
      subjects: subjectsOf(change),
      details: { number, title, steps: 0 },
    });
    await tellDecision(transaction, change, "was applied", "Nothing had to change on EC2.");
    return true;
  });
