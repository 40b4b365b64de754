import type { GroupVersion } from "#lib/core/group/rule-biography.ts";
import type { Database } from "../ports.ts";

const KEPT_VERSIONS = 500;

/**
 * Every version of these groups that was observed, by group id, oldest first. Of groups that changed very often, the
 * newest versions only.
 */
export async function groupVersions(
  db: Database,
  scopeId: string,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupVersion[]>> {
  const rows = await db.observedItem.findMany({
    where: { scopeId, kind: "groups", itemId: { in: [...groupIds] } },
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
      until: row.validUntil?.toISOString() ?? null,
      // record-observation wrote it, in exactly this shape.
      group: JSON.parse(row.content.body) as GroupVersion["group"],
    });
  }
  return versions;
}
