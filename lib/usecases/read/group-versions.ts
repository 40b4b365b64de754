import type { GroupVersion } from "#lib/core/group/rule-biography.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";

const KEPT_VERSIONS = 500;

const isAfter = (time: Date, at: Date | undefined): boolean => at !== undefined && time > at;

/**
 * Every version of these groups that was observed, or had been by `at`, by group id, oldest first. Of groups that
 * changed very often, the newest versions only.
 */
export async function groupVersions(
  db: Database,
  scopeId: string,
  groupIds: readonly string[],
  at?: Date,
): Promise<ReadonlyMap<string, readonly GroupVersion[]>> {
  const rows = await db.observedItem.findMany({
    where: {
      scopeId,
      kind: "groups",
      itemId: { in: [...groupIds] },
      ...(at === undefined ? {} : { validFrom: endedBy(at) }),
    },
    orderBy: { id: "desc" },
    take: KEPT_VERSIONS,
    include: { content: true },
  });
  const versions = new Map<string, GroupVersion[]>();
  for (const row of rows.reverse()) {
    const list = versions.get(row.itemId) ?? [];
    versions.set(row.itemId, list);
    list.push({
      from: row.validFrom.toISOString(),
      until: row.validUntil === null || isAfter(row.validUntil, at) ? null : row.validUntil.toISOString(),
      // record-observation wrote it, in exactly this shape.
      group: JSON.parse(row.content.body) as GroupVersion["group"],
    });
  }
  return versions;
}
