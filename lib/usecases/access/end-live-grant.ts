/**
 * Ends a live grant at once, because its holder hands it back or somebody takes it away: narrowing needs no approval.
 * The grant is ending from now on everywhere; a change of the kind `revoke`, already approved, closes it on EC2 through
 * the same journal as any other.
 */
import type { Observation } from "#lib/core/group/observation.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { type CreatedChange, createChange } from "../change/create-change.ts";
import { databaseTime } from "../database-time.ts";
import { type EndingGrant, readEndingGrant } from "../expiry/ending-grant.ts";
import { proposeEnd } from "../expiry/propose-end.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";

export interface Ending {
  readonly deps: Pick<Deps, "queue">;
  readonly transaction: Transaction;
  readonly actor: PersonActor;
  /** What EC2 said last; null when nothing was observed: the worker then plans by itself. */
  readonly observation: Observation | null;
  readonly why: "handed-back" | "revoked";
  readonly reason: string;
}

/** The change that closes it; null when the worker is left to close it by itself. */
export async function endLiveGrant(
  ending: Ending,
  grantId: string,
): Promise<Result<CreatedChange | null, Refusal>> {
  const { deps, transaction, actor, observation, why, reason } = ending;
  await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grantId}::uuid FOR UPDATE`;
  const { state, change: opening } = await transaction.grant.findUniqueOrThrow({
    where: { id: grantId },
    include: { change: { select: { state: true } } },
  });
  if (state === "asked" && BEING_OPENED.includes(opening.state)) return endOpening(ending, grantId);
  if (state !== "live") return fail(conflict(NOT_LIVE[state] ?? "This grant is not live."));
  await transaction.grant.update({
    where: { id: grantId },
    data: { state: "ending", endReason: why, endedById: actor.personId },
  });
  const grant = await readEndingGrant(transaction, grantId);
  if (grant === null) throw new Error("A grant that is ending is not.");
  const change = observation === null ? null : await closing(grant, observation);
  await appendAudit(transaction, {
    actor,
    action: "grant.ending",
    subjects: {
      stackId: grant.stackId,
      groupId: grant.groupId,
      grantId,
      personId: grant.personId,
      ...(change === null ? {} : { changeId: change.id }),
    },
    details: {
      number: grant.number,
      of: grant.personName,
      peer: grant.peer,
      reason: why,
      because: reason,
      endsAt: grant.endsAt.toISOString(),
    },
  });
  return succeed(change);

  async function closing(live: EndingGrant, seen: Observation): Promise<CreatedChange | null> {
    const proposed = await proposeEnd(transaction, live, seen);
    // With nothing to do by what was seen last, the worker looks again: the rule may be newer than that.
    if (!proposed.ok || proposed.value.plan.steps.length === 0) return null;
    const verb = why === "handed-back" ? "Hand back" : "Revoke";
    const created = await createChange(transaction, deps, actor, {
      kind: "revoke",
      stackId: live.stackId,
      beneficiaryId: live.personId,
      title: `${verb} SSH to ${live.stackName} of ${live.personName} from ${live.peer}`,
      reason,
      plan: proposed.value.plan,
      effect: proposed.value.effect,
      requirement: { parts: [] },
      answerBy: await databaseTime(transaction),
      requestKey: null,
    });
    await transaction.grant.update({ where: { id: grantId }, data: { endChangeId: created.id } });
    return created;
  }
}

/** The worker has begun, and its rule may be on EC2 already: nobody can withdraw or reject it any more. */
const BEING_OPENED: readonly string[] = ["applying", "unknown", "partial"];

/** Takes away what is just being opened: the worker makes no further call for it, and closes what it has opened. */
async function endOpening(
  { transaction, actor, why, reason }: Ending,
  grantId: string,
): Promise<Result<null, Refusal>> {
  const grant = await transaction.grant.findUniqueOrThrow({
    where: { id: grantId },
    include: { person: { select: { displayName: true } } },
  });
  if (grant.endedById !== null) return fail(conflict("This access is ending already."));
  await transaction.grant.update({ where: { id: grantId }, data: { endedById: actor.personId } });
  const { number, stackId, groupId, changeId, personId, peer, endsAt } = grant;
  await appendAudit(transaction, {
    actor,
    action: "grant.ending",
    subjects: { stackId, groupId, changeId, grantId, personId },
    details: {
      number,
      of: grant.person.displayName,
      peer,
      reason: why,
      because: reason,
      endsAt: endsAt.toISOString(),
    },
  });
  return succeed(null);
}

const NOT_LIVE: Readonly<Record<string, string>> = {
  asked: "This access is not open yet: withdraw the request, or reject it.",
  ending: "This access is ending already.",
  ended: "This access has ended already.",
  refused: "This access was never opened.",
};
