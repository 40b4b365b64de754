/** A kept question is no longer watched: by who keeps it, or a cloud admin. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export const dropQuestionInput = z.strictObject({ questionId: z.uuid() });

export const dropQuestion = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { questionId }: z.output<typeof dropQuestionInput>,
): Promise<Result<{ readonly question: string }, Refusal>> =>
  loggedTransaction(deps, actor, "question.dropped", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const row = await transaction.watchedQuestion.findFirst({ where: { id: questionId, removedAt: null } });
    if (row === null || !may(roles, "read")) return fail(ABSENT);
    const isOwn =
      row.ownerId === actor.personId && roles.some((role) => may([role], "watch-question", role.teamId));
    if (!isOwn && !may(roles, "edit-policy"))
      return fail(forbidden("Who keeps a question may drop it, and cloud admins may."));
    const at = await databaseTime(transaction);
    const dropped = await transaction.watchedQuestion.updateMany({
      where: { id: questionId, removedAt: null },
      data: { removedAt: at, removedById: actor.personId },
    });
    if (dropped.count === 0) return fail(ABSENT);
    const { question, expected, state, stackId } = row;
    await appendAudit(transaction, {
      actor,
      action: "question.dropped",
      subjects: stackId === null ? {} : { stackId },
      details: { questionId, question, expected, state },
    });
    return succeed({ question });
  });
