import type { Observation } from "#lib/core/group/observation.ts";
import { endAccessOf } from "../access/end-access-of.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import { databaseClock } from "../database-time.ts";
import { endExceptionsOf } from "../exception/end-exceptions-of.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { heldRoles } from "./held-roles.ts";

export interface LostStanding {
  readonly personId: string;
  /** Why, for the log and for whoever asked: "The role of ssh admin ended." */
  readonly reason: string;
  /** What EC2 said last where they have access, by scope; the worker plans where it is absent. */
  readonly observations: ReadonlyMap<string, Observation>;
}

/**
 * What a person's lost role or disabled account takes with it, in the same transaction: answers that they could not
 * give today; once they are no ssh admin, requests for their access and the access itself; and once they have no role
 * left, the exceptions that they answered for.
 */
export async function withdrawStanding(
  deps: Pick<Deps, "queue">,
  transaction: Transaction,
  actor: PersonActor,
  { personId, reason, observations }: LostStanding,
): Promise<{ readonly grantsEnding: number }> {
  const answered = await transaction.approval.findMany({
    where: { personId, dismissedAt: null, change: { state: "open" } },
    select: { changeId: true },
  });
  for (const { changeId } of answered) await recheckApprovals(transaction, actor, changeId);
  const roles = await heldRoles(transaction, personId, await databaseClock(transaction));
  if (roles.length === 0) await endExceptionsOf(transaction, actor, personId, reason);
  if (roles.some(({ role }) => role === "ssh_admin")) return { grantsEnding: 0 };
  const observationOf = (scopeId: string) => observations.get(scopeId) ?? null;
  return await endAccessOf(deps, transaction, actor, personId, reason, observationOf);
}
