import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import type { Database } from "../ports.ts";

/** One rule that changed on EC2 without Sallyport. */
export interface DriftRow {
  readonly id: string;
  readonly groupId: string;
  readonly change: "appeared" | "gone";
  /** `tcp/22 from 10.0.0.0/8` */
  readonly rule: string;
  /** ISO 8601: between these two looks. */
  readonly afterAt: string;
  readonly foundAt: string;
}

const DAYS = 14;
const ROWS = 20;

/** What was found lately about a stack, newest first. It is the caller who has checked that the actor may read. */
export async function recentDrift(db: Database, stackId: string): Promise<readonly DriftRow[]> {
  const rows = await db.drift.findMany({
    where: { stackId, foundAt: { gt: new Date(Date.now() - DAYS * 86_400_000) } },
    orderBy: { id: "desc" },
    take: ROWS,
  });
  return rows.map(({ id, groupId, change, ruleKey, afterAt, foundAt }) => ({
    id: id.toString(),
    groupId,
    change: change === "appeared" ? "appeared" : "gone",
    rule: wordsOfRuleKey(ruleKey),
    afterAt: afterAt.toISOString(),
    foundAt: foundAt.toISOString(),
  }));
}
