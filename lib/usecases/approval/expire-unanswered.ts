import { transition } from "#lib/core/approval/transition.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { refuseAskedException } from "../exception/refuse-asked-exception.ts";
import type { Deps, SystemActor } from "../ports.ts";
import { lockChange, subjectsOf } from "./locked-change.ts";
import { moveLockedChange } from "./move-locked-change.ts";
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
  for (const { id } of due) if (await expireOne(deps, actor, id)) ended += 1;
  return ended;
}

const expireOne = (deps: Pick<Deps, "db">, actor: SystemActor, changeId: string): Promise<boolean> =>
  deps.db.$transaction(async (transaction) => {
    const change = await lockChange(transaction, changeId);
    if (change === null) return false;
    const next = transition(change.facts, { kind: "wait", at: await databaseTime(transaction) });
    if (!next.ok || next.value.state !== "expired" || change.facts.state === "expired") return false;
    await moveLockedChange(transaction, change, "expired", { actor, why: "Nobody answered in time." });
    await appendAudit(transaction, {
      actor,
      action: "change.expired",
      subjects: subjectsOf(change),
      details: { number: change.number, title: change.title, answerBy: change.facts.answerBy.toISOString() },
    });
    await refuseAskedGrants(transaction, actor, changeId, "Nobody answered in time.");
    await refuseAskedException(transaction, actor, changeId, "Nobody answered in time.");
    const body = "Nothing changed. Ask again if you still need it.";
    await tellDecision(transaction, change, "was not answered in time", body);
    return true;
  });
