import { missingParts } from "#lib/core/approval/standing-answers.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type AnswerInput, type AnswerOutcome, answerChange } from "./answer-change.ts";
import { moveChange } from "./move-change.ts";
import { tellDecision } from "./tell-decision.ts";

/** One person's yes. With the last one that is needed, the same transaction hands the change to the worker. */
export const approveChange = (
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
): Promise<Result<AnswerOutcome, Refusal>> =>
  answerChange(deps, actor, input, "change.answered-yes", async (transaction, change, role) => {
    const subjects = { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId };
    await transaction.approval.create({
      data: {
        changeId: change.id,
        requesterId: change.requesterId ?? change.beneficiaryId,
        beneficiaryId: change.beneficiaryId,
        personId: actor.personId,
        decision: "approve",
        role,
        pin: input.pin,
        comment: input.comment,
      },
    });
    await appendAudit(transaction, {
      actor,
      action: "change.answered-yes",
      subjects,
      details: { number: change.number, title: change.title, role, pin: input.pin, comment: input.comment },
    });
    const approvals = [...change.answers, { personId: actor.personId, role, decision: "approve" as const }];
    const missing = missingParts(
      change.requirement,
      approvals.filter(({ decision }) => decision === "approve"),
    );
    if (missing.length > 0) return { state: "open", missing };

    if (!(await moveChange(transaction, change, "approved"))) throw new Error("A locked change moved.");
    await appendAudit(transaction, {
      actor,
      action: "change.approved",
      subjects,
      details: {
        number: change.number,
        pin: change.pin,
        approvers: approvals.map(({ personId }) => personId),
      },
    });
    await tellDecision(transaction, change, "was approved", "It is being applied now.");
    await deps.queue.enqueue(transaction, { name: "apply-change", changeId: change.id });
    return { state: "approved", missing: [] };
  });
