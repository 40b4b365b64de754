import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type AnswerInput, type AnswerOutcome, answerChange } from "./answer-change.ts";
import { moveChange } from "./move-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";
import { tellDecision } from "./tell-decision.ts";

/** One no of somebody who could have said yes ends the request. */
export const rejectChange = (
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
): Promise<Result<AnswerOutcome, Refusal>> =>
  answerChange(deps, actor, input, "change.rejected", async (transaction, change, role) => {
    await transaction.approval.create({
      data: {
        changeId: change.id,
        requesterId: change.requesterId ?? change.beneficiaryId,
        beneficiaryId: change.beneficiaryId,
        personId: actor.personId,
        decision: "reject",
        role,
        pin: input.pin,
        comment: input.comment,
      },
    });
    if (!(await moveChange(transaction, change, "rejected"))) throw new Error("A locked change moved.");
    await appendAudit(transaction, {
      actor,
      action: "change.rejected",
      subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
      details: { number: change.number, title: change.title, role, pin: input.pin, comment: input.comment },
    });
    await refuseAskedGrants(transaction, actor, change.id, "The request was rejected.");
    const comment = input.comment === "" ? "" : `\n\n${input.comment}`;
    await tellDecision(transaction, change, "was rejected", `By ${actor.displayName}.${comment}`);
    return { state: "rejected", missing: [] };
  });
