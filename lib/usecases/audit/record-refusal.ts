import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Actor, Deps } from "../ports.ts";
import { type AuditSubjects, appendAudit } from "./append-audit.ts";

/** A refusal changes nothing, so its entry has a transaction of its own. */
export async function recordRefusal(
  deps: Pick<Deps, "db">,
  actor: Actor,
  attempted: AuditAction,
  subjects: AuditSubjects,
  refusal: Refusal,
): Promise<void> {
  await deps.db.$transaction((transaction) =>
    appendAudit(transaction, {
      actor,
      action: "refused",
      subjects,
      details: { attempted, kind: refusal.kind, sentence: refusal.sentence },
    }),
  );
}
