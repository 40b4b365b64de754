import { AUDIT_ACTIONS, isAuditAction } from "#lib/core/audit/audit-action.ts";
import { contentOf, withParts } from "../audit/content-of.ts";
import { namesFor } from "../audit/names-for.ts";
import type { Database } from "../ports.ts";
import { type BiographyEvent, biographyEvent } from "./biography.ts";

/** What the tables of changes and grants tell themselves. */
const TOLD_ELSEWHERE = /^(change|grant)\./;

/**
 * What the log says beside changes and grants themselves: reviews, and whatever else is ever written about them. The
 * caller has checked that the actor may read the log. In no order.
 */
export async function logEventsOf(
  db: Database,
  about: { readonly changeIds: readonly string[]; readonly grantIds: readonly string[] },
): Promise<readonly BiographyEvent[]> {
  const rows = await db.auditEntry.findMany({
    where: {
      OR: [{ changeId: { in: [...about.changeIds] } }, { grantId: { in: [...about.grantIds] } }],
    },
    orderBy: { at: "asc" },
    include: withParts,
  });
  const told = rows.filter(({ action }) => !TOLD_ELSEWHERE.test(action));
  const names = await namesFor(db, told);
  return told.map((row) => {
    const content = contentOf(row);
    const { reason, comment, decision } = content.details;
    const said = [reason, comment].find((text) => typeof text === "string" && text !== "");
    return biographyEvent({
      at: row.at.toISOString(),
      kind: "log",
      who: names.actor(row.actor, content),
      what: `${isAuditAction(row.action) ? AUDIT_ACTIONS[row.action] : row.action}${
        typeof decision === "string" ? `: ${decision}` : ""
      }`,
      said: typeof said === "string" ? said : null,
      entryId: row.id,
    });
  });
}
