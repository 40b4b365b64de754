import { may } from "#lib/core/approval/authority.ts";
import { requirementFor } from "#lib/core/approval/requirement.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { acceptedExtentSchema } from "#lib/formats/exception/stored-extent.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { type LockedChange, lockChange, subjectsOf } from "../approval/locked-change.ts";
import { moveChange } from "../approval/move-change.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import { tellDecision } from "../approval/tell-decision.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { readPolicy } from "../model/read-policy.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, SystemActor, Transaction } from "../ports.ts";
import { exceptionPin } from "./exception-pin.ts";
import { refuseAskedException } from "./refuse-asked-exception.ts";

const exceptionOf = (transaction: Transaction, changeId: string) =>
  transaction.findingException.findUnique({
    where: { changeId },
    include: { owner: { select: { displayName: true, disabledAt: true } } },
  });
type Row = NonNullable<Awaited<ReturnType<typeof exceptionOf>>>;

/** The worker trusts no row that the web could have written by itself: null when what was approved is what would begin. */
async function whyNot(transaction: Transaction, change: LockedChange, row: Row): Promise<string | null> {
  const { facts, stackId } = change;
  const extent = acceptedExtentSchema.safeParse(row.extent);
  if (!extent.success || exceptionPin({ ...row, extent: extent.data }) !== facts.pin)
    return "The exception is not the one that was put up for approval.";
  if (row.endsAt <= (await databaseTime(transaction))) return "It would have ended by now.";
  if (row.owner.disabledAt !== null)
    return `${row.owner.displayName}, who was to answer for it, is disabled.`;
  if (!may(await heldRoles(transaction, row.ownerId), "read"))
    return `${row.owner.displayName}, who was to answer for it, has no role any more.`;
  const { answers } =
    stackId === null ? (await readPolicy(transaction)).policy : await stackPolicy(transaction, stackId);
  const required = requirementFor({ kind: "exception", isOfStack: stackId !== null }, answers);
  const approvals = facts.answers.filter(({ decision, pin }) => decision === "approve" && pin === facts.pin);
  const missing = missingParts(required, approvals);
  if (missing.length === 0) return null;
  return `The policy asks for more than was approved: ${missing.map(({ label }) => label).join("; ")}.`;
}

/**
 * Puts an approved exception into force, or says why it cannot be: one transaction, from what is true now. Nothing is
 * called on EC2. False when there is nothing to do (any more).
 */
export const beginException = (
  deps: Pick<Deps, "db"> & { readonly actor: SystemActor },
  changeId: string,
): Promise<boolean> =>
  deps.db.$transaction(async (transaction) => {
    const before = await lockChange(transaction, changeId);
    if (before === null || before.kind !== "exception" || before.facts.state !== "approved") return false;
    if (!(await recheckApprovals(transaction, deps.actor, changeId))) return false;
    const change = await lockChange(transaction, changeId);
    const row = await exceptionOf(transaction, changeId);
    if (change === null || row === null) throw new Error("An approved exception is gone.");
    const why = await whyNot(transaction, change, row);
    const { id, version, facts, number, title } = change;
    if (why !== null) {
      await moveChange(
        transaction,
        { id, version, state: facts.state },
        "failed",
        { actor: deps.actor, why },
        { sentence: why },
      );
      await appendAudit(transaction, {
        actor: deps.actor,
        action: "change.failed",
        subjects: subjectsOf(change),
        details: { number, title, sentence: why },
      });
      await refuseAskedException(transaction, deps.actor, changeId, why);
      await tellDecision(transaction, change, "failed", why);
      return true;
    }
    const cause = { actor: deps.actor, why: "" };
    await moveChange(transaction, { id, version, state: facts.state }, "applying", cause);
    await transaction.findingException.update({
      where: { id: row.id },
      data: { state: "live", beganAt: await databaseTime(transaction) },
    });
    await moveChange(transaction, { id, version: version + 1, state: "applying" }, "applied", cause);
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "change.applied",
      subjects: subjectsOf(change),
      details: { number, title, pin: facts.pin },
    });
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "exception.began",
      subjects: subjectsOf(change),
      details: {
        number: row.number,
        findingId: row.findingId,
        sentence: row.sentence,
        owner: row.owner.displayName,
        endsAt: row.endsAt.toISOString(),
        change: number,
      },
    });
    return true;
  });
