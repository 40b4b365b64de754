import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { countFailure } from "../failures/count-failure.ts";
import type { Actor, Database, Deps } from "../ports.ts";
import { appendAudit } from "./append-audit.ts";
import type { AuditSubjects } from "./audit-record.ts";
import { actorKey } from "./seal-entry.ts";

/** So many refusals of somebody without a role are written in a minute; the others are counted. */
const WRITTEN_A_MINUTE = 10;

/** Whoever holds a role answers for what they try. Anybody whom the identity provider knows may come without one. */
async function isOneOfTooMany(db: Database, actor: Actor): Promise<boolean> {
  if (actor.kind !== "person" || actor.roles.length > 0) return false;
  const [row] = await db.$queryRaw<{ many: boolean }[]>`
    SELECT count(*) >= ${WRITTEN_A_MINUTE} AS many FROM audit_entry
     WHERE actor = ${actorKey(actor)} AND at > clock_timestamp() - interval '1 minute' AND action = 'refused'`;
  return row?.many ?? false;
}

/** A refusal changes nothing, so its entry has a transaction of its own. */
export async function recordRefusal(
  { db }: Pick<Deps, "db">,
  actor: Actor,
  attempted: AuditAction,
  subjects: AuditSubjects,
  { kind, sentence }: Pick<Refusal, "kind" | "sentence">,
): Promise<void> {
  if (actor.kind === "person" && (await isOneOfTooMany(db, actor))) {
    await countFailure(db, "refused", actor.address, actor.personId);
    return;
  }
  await db.$transaction((transaction) =>
    appendAudit(transaction, {
      actor,
      action: "refused",
      subjects,
      details: { attempted, kind, sentence },
    }),
  );
}
