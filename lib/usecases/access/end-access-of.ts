/** Everything somebody has or waits for ends: their live grants are revoked, their open requests cancelled. */

import { transition } from "#lib/core/approval/transition.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { lockChange, subjectsOf } from "../approval/locked-change.ts";
import { moveLockedChange } from "../approval/move-locked-change.ts";
import { refuseAskedGrants } from "../approval/refuse-asked-grants.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { endLiveGrant } from "./end-live-grant.ts";

export interface EndedAccess {
  /** Live grants that are ending now. */
  readonly grantsEnding: number;
  /** Requests that nobody needs to answer any more. */
  readonly requestsCancelled: number;
}

/** `observationOf`: what EC2 said last about an account in a Region, by scope. */
export async function endAccessOf(
  deps: Pick<Deps, "queue">,
  transaction: Transaction,
  actor: PersonActor,
  personId: string,
  reason: string,
  observationOf: (scopeId: string) => Observation | null,
): Promise<EndedAccess> {
  const requestsCancelled = await cancelRequests(transaction, actor, personId, reason);
  const live = await transaction.grant.findMany({
    // One that is just being opened can be cancelled no more: it ends as it opens.
    where: { personId, state: { in: ["asked", "live"] } },
    orderBy: { number: "asc" },
    select: { id: true, stack: { select: { scopeId: true } } },
  });
  let grantsEnding = 0;
  for (const { id, stack } of live) {
    const observation = observationOf(stack.scopeId);
    const ended = await endLiveGrant({ deps, transaction, actor, observation, why: "revoked", reason }, id);
    if (ended.ok) grantsEnding += 1;
  }
  return { grantsEnding, requestsCancelled };
}

async function cancelRequests(
  transaction: Transaction,
  actor: PersonActor,
  personId: string,
  reason: string,
): Promise<number> {
  const open = await transaction.changeRequest.findMany({
    where: {
      beneficiaryId: personId,
      kind: { in: ["grant", "extend"] },
      state: { in: ["open", "approved"] },
    },
    select: { id: true },
    orderBy: { number: "asc" },
  });
  let cancelled = 0;
  for (const { id } of open) {
    const change = await lockChange(transaction, id);
    const requesterId = change?.facts.requesterId;
    if (change == null || requesterId == null) continue;
    // As if whoever asked took it back: the request loses its ground together with the access.
    const next = transition(change.facts, { kind: "withdraw", personId: requesterId });
    if (!next.ok) continue;
    await moveLockedChange(transaction, change, "cancelled", { actor, why: reason });
    await appendAudit(transaction, {
      actor,
      action: "change.withdrawn",
      subjects: subjectsOf(change),
      details: { number: change.number, title: change.title, because: reason },
    });
    await refuseAskedGrants(transaction, actor, id, reason);
    cancelled += 1;
  }
  return cancelled;
}
