import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { endAsTheyOpen } from "../expiry/end-as-it-opens.ts";
import { endGrants } from "../expiry/end-grants.ts";
import { notify } from "../notices/notify.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import { closeChange } from "./close-change.ts";
import { groundsOf } from "./grounds-of.ts";
import { moveApplied } from "./move-applied.ts";
import { putIntoUse } from "./move-stack.ts";
import { stepOutcomes, storedOutcome } from "./outcome-of.ts";

/**
 * Ends a change whose every step has its effect, in the transaction that writes the last outcome: what it opened is
 * live from now, what it extended counts from now, what it closed has ended.
 */
export async function finishChange(
  transaction: Transaction,
  deps: Pick<ApplyDeps, "actor" | "queue">,
  change: ChangeToApply,
): Promise<void> {
  if (change.kind === "extend" && !(await extendGrant(transaction, deps, change))) {
    await closeChange(transaction, deps, change, {
      kind: "failed",
      sentence: "The grant had ended before it could be extended.",
      changes: [],
    });
    return;
  }
  if (change.kind === "create-stack") await putIntoUse(transaction, deps, change);
  await moveApplied(
    transaction,
    change.id,
    "applied",
    { actor: deps.actor, why: "EC2 shows every step." },
    storedOutcome({
      kind: "done",
      sentence: "EC2 shows every step.",
      changes: [],
      steps: await stepOutcomes(transaction, change.id),
      settlesAt: null,
    }),
  );
  await appendAudit(transaction, {
    actor: deps.actor,
    action: "change.applied",
    subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
    details: {
      number: change.number,
      title: change.title,
      steps: change.plan.steps.length,
      ...(await groundsOf(transaction, change.id)),
    },
  });
  if (change.kind === "retire-stack") {
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "stack.retired",
      subjects: { stackId: change.stackId, changeId: change.id },
      details: { name: change.stackName },
    });
  }
  if (change.kind === "grant") await openGrants(transaction, deps, change);
  await endGrants(transaction, deps, { endChangeId: change.id, state: "ending" });
  await tellApplied(transaction, change);
  await deps.queue.enqueue(transaction, {
    name: "observe-scope",
    scopeId: change.scope.id,
    requestedBy: null,
  });
}

async function openGrants(
  transaction: Transaction,
  deps: Pick<ApplyDeps, "actor">,
  change: ChangeToApply,
): Promise<void> {
  const openedAt = await databaseTime(transaction);
  // Whoever takes it away at this moment comes before or after, never beside.
  await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE change_id = ${change.id}::uuid FOR UPDATE`;
  const grants = await transaction.grant.findMany({ where: { changeId: change.id, state: "asked" } });
  for (const grant of grants) {
    const why = await whyNotKept(transaction, grant);
    if (why !== null) {
      await endAsTheyOpen(transaction, deps, { id: grant.id }, why);
      continue;
    }
    await transaction.grant.update({ where: { id: grant.id }, data: { state: "live", openedAt } });
    await appendAudit(transaction, {
      actor: deps.actor,
      action: "grant.opened",
      subjects: {
        stackId: grant.stackId,
        groupId: grant.groupId,
        changeId: change.id,
        grantId: grant.id,
        personId: grant.personId,
      },
      details: {
        number: grant.number,
        peer: grant.peer,
        endsAt: grant.endsAt.toISOString(),
        alreadyOpenBy: grant.alreadyOpenBy,
      },
    });
    const already =
      grant.alreadyOpenBy === null
        ? ""
        : `\n\nThis address was already open by ${grant.alreadyOpenBy}, which stays when your access ends.`;
    await notify(transaction, [grant.personId], {
      kind: "grant-opened",
      about: `grant:${grant.id}`,
      subject: `SSH to ${change.stackName} is open`,
      body: `From ${grant.peer} until ${grant.endsAt.toISOString()}.${already}`,
    });
  }
}

/** Why a grant that EC2 has just opened must end at once: it was taken away meanwhile, or its holder lost the role. */
async function whyNotKept(
  transaction: Transaction,
  grant: { readonly personId: string; readonly endedById: string | null },
): Promise<string | null> {
  if (grant.endedById !== null) return "It was taken away while it was being opened.";
  const roles = await heldRoles(transaction, grant.personId);
  return roles.some(({ role }) => role === "ssh_admin") ? null : "Its holder is no ssh admin any more.";
}

/** False when the grant is not live any more: an extension does not bring back what has ended. */
async function extendGrant(
  transaction: Transaction,
  deps: Pick<ApplyDeps, "actor">,
  change: ChangeToApply,
): Promise<boolean> {
  const { extendsGrantId, extendsUntil } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { extendsGrantId: true, extendsUntil: true },
  });
  if (extendsGrantId === null || extendsUntil === null) return false;
  await transaction.$queryRaw`SELECT 1 FROM "grant" WHERE id = ${extendsGrantId}::uuid FOR UPDATE`;
  const grant = await transaction.grant.findUniqueOrThrow({ where: { id: extendsGrantId } });
  if (grant.state !== "live") return false;
  // Where the rule that opened it anyway has gone, the extension has opened one of its own, which its end closes.
  const ownRule = change.plan.steps.some((step) => step.action === "authorize");
  await transaction.grant.update({
    where: { id: grant.id },
    data: { endsAt: extendsUntil, ...(ownRule ? { alreadyOpenBy: null } : {}) },
  });
  await appendAudit(transaction, {
    actor: deps.actor,
    action: "grant.extended",
    subjects: {
      stackId: grant.stackId,
      groupId: grant.groupId,
      changeId: change.id,
      grantId: grant.id,
      personId: grant.personId,
    },
    details: {
      number: grant.number,
      peer: grant.peer,
      was: grant.endsAt.toISOString(),
      endsAt: extendsUntil.toISOString(),
    },
  });
  return true;
}

async function tellApplied(transaction: Transaction, change: ChangeToApply): Promise<void> {
  if (change.kind === "revoke" || change.kind === "expire" || change.requesterId === null) return;
  await notify(transaction, [change.requesterId], {
    kind: "change-decided",
    about: `change:${change.id}:applied`,
    subject: `Change #${change.number} on ${change.stackName} is applied`,
    body: `${change.title}\n\nEC2 shows it.`,
  });
}
