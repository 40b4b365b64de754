import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { Deps, SystemActor } from "../ports.ts";
import { lockChange } from "./locked-change.ts";
import { moveChange } from "./move-change.ts";
import { refuseAskedGrants } from "./refuse-asked-grants.ts";
import { tellDecision } from "./tell-decision.ts";

/**
 * Ends open requests whose time to answer is over, by the database's time; each in its own transaction, at most a
 * hundred a call. Returns how many ended. For the worker's loop; any number may run at once.
 */
export async function expireUnanswered(deps: Pick<Deps, "db">, actor: SystemActor): Promise<number> {
  const due = await deps.db.changeRequest.findMany({
    where: { state: "open", answerBy: { lte: await databaseTime(deps.db) } },
    orderBy: { answerBy: "asc" },
    take: 100,
    select: { id: true },
  });
  let ended = 0;
  for (const { id } of due) {
    const moved = await deps.db.$transaction(async (transaction) => {
      const change = await lockChange(transaction, id);
      const now = await databaseTime(transaction);
      if (change === null || change.state !== "open" || change.answerBy > now) return false;
      if (!(await moveChange(transaction, change, "expired"))) return false;
      await appendAudit(transaction, {
        actor,
        action: "change.expired",
        subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
        details: { number: change.number, title: change.title, answerBy: change.answerBy.toISOString() },
      });
      await refuseAskedGrants(transaction, actor, id, "Nobody answered in time.");
      await tellDecision(
        transaction,
        change,
        "was not answered in time",
        "Nothing changed. Ask again if you still need it.",
      );
      return true;
    });
    if (moved) ended += 1;
  }
  return ended;
}
