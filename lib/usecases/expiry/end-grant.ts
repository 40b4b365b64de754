/**
 * Ends one grant whose time is over: without being asked, through the same journal as any change. What follows from
 * the approved grant needs no approval of its own; it is a change of the kind `expire`, which nobody asked for.
 */
import { randomUUID } from "node:crypto";
import type { Observation } from "#lib/core/group/observation.ts";
import type { ApplyDeps } from "../apply/apply-deps.ts";
import { writeSteps } from "../apply/begin-change.ts";
import { type ApplyResult, carryOn, ENDED } from "../apply/carry-on.ts";
import { leaseKeyOf, readChange } from "../apply/change-to-apply.ts";
import { freshObservation, NOTHING_TOUCHED } from "../apply/fresh-observation.ts";
import { acquireLease, type Lease, LeaseLost } from "../apply/lease.ts";
import { moveApplied } from "../apply/move-applied.ts";
import { tellMove } from "../approval/move-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { pinOf } from "../change/pin-of.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Transaction } from "../ports.ts";
import { endGrants } from "./end-grants.ts";
import { type EndingGrant, markEnding, readEndingGrant } from "./ending-grant.ts";
import { type ProposedEnd, proposeEnd } from "./propose-end.ts";

export async function endGrant(deps: ApplyDeps, grantId: string): Promise<ApplyResult> {
  // First of all it says everywhere that it is ending, whether or not EC2 can be reached.
  await markEnding(deps.db, deps.actor, grantId);
  const grant = await readEndingGrant(deps.db, grantId);
  if (grant === null) return ENDED;
  const changeId = randomUUID();
  const keys = [`change/${changeId}`, leaseKeyOf(grant.scope, grant.groupId)];
  const lease = await acquireLease(deps.db, keys, `${deps.worker}/${randomUUID()}`, deps.times);
  if (lease === null) return { kind: "busy" };
  try {
    const session = await deps.ec2.open(grant.scope, "expiry");
    const touched = { ...NOTHING_TOUCHED, groupIds: [grant.groupId] };
    const now = await freshObservation(deps.db, session, grant.scope, touched);
    const begun = await decide(deps, grant, changeId, lease, now);
    if (begun !== "begun") return begun;
    const change = await readChange(deps.db, changeId);
    if (change === null) throw new Error("The change that ends a grant is gone.");
    return await carryOn({ deps, change, lease, session, fresh: true });
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: "busy" };
    throw error;
  } finally {
    await lease.release(deps.db);
  }
}

/** In one transaction: ends it at once where EC2 has nothing to do, else begins the change that does it. */
async function decide(
  deps: ApplyDeps,
  grant: EndingGrant,
  changeId: string,
  lease: Lease,
  now: Observation,
): Promise<ApplyResult | "begun"> {
  return deps.db.$transaction(async (transaction): Promise<ApplyResult | "begun"> => {
    await lease.hold(transaction);
    await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${grant.id}::uuid FOR UPDATE`;
    // Another worker may have ended it before the lease was ours.
    const row = await transaction.grant.findUniqueOrThrow({ where: { id: grant.id } });
    if (row.state !== "ending" || row.endChangeId !== grant.endChangeId) return ENDED;
    const one = { id: grant.id, state: "ending" } as const;
    if (!now.groups.some((group) => group.groupId === grant.groupId)) {
      await endGrants(transaction, deps, one, "gone");
      return ENDED;
    }
    const proposal = await proposeEnd(transaction, grant, now);
    if (!proposal.ok) return { kind: "waiting", sentence: proposal.problem.sentence, until: null };
    if (proposal.value.plan.steps.length === 0) {
      await endGrants(transaction, deps, one);
      return ENDED;
    }
    await beginEnd(transaction, deps, grant, changeId, proposal.value);
    return "begun";
  });
}

const becauseOf = ({ number, endReason, endsAt }: EndingGrant): string =>
  endReason === "expired"
    ? `Grant ${number} was given until ${endsAt.toISOString()}.`
    : `Grant ${number} was ${endReason === "handed-back" ? "handed back" : "revoked"}.`;

async function beginEnd(
  transaction: Transaction,
  deps: ApplyDeps,
  grant: EndingGrant,
  changeId: string,
  { plan, effect }: ProposedEnd,
): Promise<void> {
  const pin = pinOf(plan);
  const title = `End SSH to ${grant.stackName} for ${grant.personName} from ${grant.peer}`;
  const at = new Date();
  await transaction.changeRequest.create({
    data: {
      id: changeId,
      kind: "expire",
      stackId: grant.stackId,
      requesterId: null,
      beneficiaryId: grant.personId,
      title,
      reason: becauseOf(grant),
      state: "approved",
      plan: asStoredJson(plan),
      pin,
      effect: asStoredJson(effect),
      requirement: { parts: [] },
      answerBy: at,
      approvedAt: at,
    },
    select: { id: true },
  });
  await transaction.grant.update({ where: { id: grant.id }, data: { endChangeId: changeId } });
  await writeSteps(transaction, changeId, plan.steps);
  await tellMove(
    transaction,
    { changeId, version: 1, from: null, to: "approved" },
    { actor: deps.actor, why: becauseOf(grant) },
  );
  await moveApplied(transaction, changeId, "applying", { actor: deps.actor, why: "" });
  await appendAudit(transaction, {
    actor: deps.actor,
    action: "change.applying",
    subjects: {
      stackId: grant.stackId,
      groupId: grant.groupId,
      changeId,
      grantId: grant.id,
      personId: grant.personId,
    },
    details: { title, pin, follows: `grant ${grant.number}` },
  });
}
