import { rolesThatMay } from "#lib/core/approval/authority.ts";
import { missingParts, type StandingApproval } from "#lib/core/approval/standing-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { SystemActor, Transaction } from "../ports.ts";
import { callForAnswers } from "./call-for-answers.ts";
import { lockChange } from "./locked-change.ts";
import { moveChange } from "./move-change.ts";

/**
 * For the worker, before it applies an approved change: dismisses approvals whose givers may not give them now
 * (demoted, disabled, ssh admin since) or that were given to another pin. True when enough still stand; otherwise the
 * change is open again, and whoever may answer is asked.
 */
export async function recheckApprovals(
  transaction: Transaction,
  actor: SystemActor,
  changeId: string,
): Promise<boolean> {
  const change = await lockChange(transaction, changeId);
  if (change === null || change.state !== "approved") return false;
  const rows = await transaction.approval.findMany({
    where: { changeId, dismissedAt: null, decision: "approve" },
  });
  const standing: StandingApproval[] = [];
  const fallen: { readonly id: string; readonly personId: string }[] = [];
  for (const { id, personId, role, pin } of rows) {
    const roles = await heldRoles(transaction, personId);
    const held = rolesThatMay(roles, "answer-change", change.teamId).find((each) => each.role === role);
    const usesAccess = roles.some((each) => each.role === "ssh_admin");
    const own = personId === change.requesterId || personId === change.beneficiaryId;
    if (held === undefined || usesAccess || own || pin !== change.pin) fallen.push({ id, personId });
    else standing.push({ personId, role: held.role === "team_lead" ? "team_lead" : "cloud_admin" });
  }
  const missing = missingParts(change.requirement, standing);
  if (fallen.length > 0) {
    await transaction.approval.updateMany({
      where: { id: { in: fallen.map(({ id }) => id) }, dismissedAt: null },
      data: { dismissedAt: await databaseTime(transaction) },
    });
  }
  if (missing.length === 0) return true;
  if (!(await moveChange(transaction, change, "open"))) throw new Error("A locked change moved.");
  await appendAudit(transaction, {
    actor,
    action: "change.reopened",
    subjects: { stackId: change.stackId, changeId, personId: change.beneficiaryId },
    details: {
      number: change.number,
      dismissed: fallen.map(({ personId }) => personId),
      missing: missing.map(({ label }) => label),
    },
  });
  await callForAnswers(transaction, changeId);
  return false;
}
