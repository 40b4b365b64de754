import { z } from "zod";
import { KEEP_EVERYTHING, type Retention } from "#lib/core/history/retention.ts";
import type { Database, Transaction } from "../ports.ts";

/** The key of the setting that says how long looks are kept. */
export const RETENTION_KEY = "retention";

const DAYS = z.int().min(1).max(36_500).nullable();

export const retentionSchema = z.strictObject({
  everyLookDays: DAYS,
  dailyDays: DAYS,
}) satisfies z.ZodType<Retention>;

/** What is kept, and the version it was saved as: 0 where nobody has decided. */
export async function readRetention(
  db: Database | Transaction,
): Promise<{ readonly retention: Retention; readonly version: number }> {
  const row = await db.setting.findUnique({ where: { key: RETENTION_KEY } });
  if (row === null) return { retention: KEEP_EVERYTHING, version: 0 };
  return { retention: retentionSchema.parse(row.value), version: row.version };
}
