import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { lockChange, subjectsOf } from "../approval/locked-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { reasonText } from "../change/plain-text.ts";
import { rolledBackBy } from "../change/rolled-back-by.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export const resumeInput = z.strictObject({ changeId: z.uuid(), reason: reasonText });

/** What may go on: what changes rules. A grant that opened in part was closed again, and is asked for anew. */
export const RESUMED: readonly string[] = ["match", "rule", "put-back"];

/**
 * A cloud admin lets a change go on that stopped half-way: the rest of what was approved, if EC2 is still what it was
 * planned for. The worker takes it up, and says so or why not.
 */
export const resumeChange = (
  deps: Deps,
  actor: PersonActor,
  { changeId, reason }: z.output<typeof resumeInput>,
): Promise<Result<{ readonly number: number }, Refusal>> =>
  loggedTransaction(deps, actor, "change.resumed", { changeId }, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    const change = may(roles, "read") ? await lockChange(transaction, changeId) : null;
    if (change === null) return fail<Refusal>(ABSENT);
    if (!may(roles, "ask-match")) return fail<Refusal>(forbidden("Only cloud admins let a change go on."));
    const { number, version, facts } = change;
    if (facts.state !== "partial" || !RESUMED.includes(change.kind))
      return fail<Refusal>(
        conflict(`Change #${number} did not stop half-way: there is nothing to go on with.`),
      );
    const rolledBack = await rolledBackBy(transaction, changeId);
    if (rolledBack !== null) return fail<Refusal>(conflict(`Change #${rolledBack} rolls it back.`));
    const known = await transaction.changeResume.findUnique({
      where: { changeId_version: { changeId, version } },
      include: { person: { select: { displayName: true } } },
    });
    if (known !== null) return fail<Refusal>(conflict(`${known.person.displayName} let it go on already.`));
    await transaction.changeResume.create({
      data: { changeId, version, personId: actor.personId, reason },
      select: { version: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "change.resumed",
      subjects: subjectsOf(change),
      details: { number, title: change.title, reason, pin: facts.pin },
    });
    await deps.queue.enqueue(transaction, { name: "apply-change", changeId });
    return succeed({ number });
  });
