import { z } from "zod";
import type { TierBinding } from "#lib/core/tier/pattern.ts";
import type { Database } from "../ports.ts";

/** How a group is called on a page: its name on EC2 (foreign text), and its tier where the stack binds it. */
export interface GroupLabel {
  readonly groupId: string;
  /** Null when the group was never observed. */
  readonly name: string | null;
  readonly tier: string | null;
}

const nameOfGroup = z.looseObject({ name: z.string() });

/** Labels for these groups of a scope, by group id, as last observed. */
export async function labelGroups(
  db: Database,
  scopeId: string,
  groupIds: readonly string[],
  bindings: readonly TierBinding[],
): Promise<Readonly<Record<string, GroupLabel>>> {
  const wanted = [...new Set(groupIds)];
  const items = await db.observedItem.findMany({
    where: { scopeId, kind: "groups", itemId: { in: wanted } },
    distinct: ["itemId"],
    orderBy: [{ itemId: "asc" }, { validFrom: "desc" }],
    select: { itemId: true, content: { select: { body: true } } },
  });
  const names = new Map(
    items.map(({ itemId, content }) => [itemId, nameOfGroup.parse(JSON.parse(content.body)).name]),
  );
  const tierOf = (groupId: string): string | null =>
    bindings.find((each) => each.primaryGroupId === groupId || each.otherGroupIds.includes(groupId))?.tier ??
    null;
  return Object.fromEntries(
    wanted.map((groupId) => [groupId, { groupId, name: names.get(groupId) ?? null, tier: tierOf(groupId) }]),
  );
}
