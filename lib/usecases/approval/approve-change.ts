import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { takeAwayReviewed } from "../review/take-away-reviewed.ts";
import { type AnswerInput, type AnswerOutcome, answerChange } from "./answer-change.ts";
import { subjectsOf } from "./locked-change.ts";
import { tellDecision } from "./tell-decision.ts";

/** One person's yes. With the last one that is needed, the same transaction hands the change to the worker. */
export const approveChange = (
  deps: Deps,
  actor: PersonActor,
  input: AnswerInput,
): Promise<Result<AnswerOutcome, Refusal>> =>
  answerChange(deps, actor, input, "approve", async (transaction, change, { role, state }) => {
    const subjects = subjectsOf(change);
    const about = { number: change.number, title: change.title, pin: input.pin };
    await appendAudit(transaction, {
      actor,
      action: "change.answered-yes",
      subjects,
      details: { ...about, role, comment: input.comment },
    });
    if (state !== "approved") return;
    const approvers = await transaction.approval.findMany({
      where: { changeId: change.id, decision: "approve", dismissedAt: null },
      select: { personId: true, role: true },
      orderBy: { createdAt: "asc" },
    });
    await appendAudit(transaction, {
      actor,
      action: "change.approved",
      subjects,
      details: { ...about, approvers },
    });
    if (change.kind === "review") await takeAwayReviewed(transaction, actor, change);
    const begins =
      change.startsAt === null
        ? "It is being applied now."
        : `It is not begun before ${change.startsAt.toISOString()}.`;
    await tellDecision(transaction, change, "was approved", begins);
    await deps.queue.enqueue(transaction, { name: "apply-change", changeId: change.id });
  });
