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
  { deps, transaction, actor, observation, why, reason }: Ending,
  grantId: string,
): Promise<Result<CreatedChange | null, Refusal>> {
  await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grantId}::uuid FOR UPDATE`;
  const { state } = await transaction.grant.findUniqueOrThrow({ where: { id: grantId } });
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

  async function closing(ending: EndingGrant, seen: Observation): Promise<CreatedChange | null> {
    const proposed = await proposeEnd(transaction, ending, seen);
    // With nothing to do by what was seen last, the worker looks again: the rule may be newer than that.
    if (!proposed.ok || proposed.value.plan.steps.length === 0) return null;
    const verb = why === "handed-back" ? "Hand back" : "Revoke";
    const created = await createChange(transaction, deps, actor, {
      kind: "revoke",
      stackId: ending.stackId,
      beneficiaryId: ending.personId,
      title: `${verb} SSH to ${ending.stackName} of ${ending.personName} from ${ending.peer}`,
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

const NOT_LIVE: Readonly<Record<string, string>> = {
  asked: "This access is not open yet: withdraw the request, or reject it.",
  ending: "This access is ending already.",
  ended: "This access has ended already.",
  refused: "This access was never opened.",
};
