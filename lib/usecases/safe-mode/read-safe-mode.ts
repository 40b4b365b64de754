import { z } from "zod";
import type { DatabaseDoubt } from "#lib/core/audit/database-doubts.ts";
import type { Database, Transaction } from "../ports.ts";

const doubtsSchema = z.array(
  z.object({
    kind: z.enum(["another-database", "another-timeline", "log-behind", "checkpoint"]),
    sentence: z.string(),
  }),
) satisfies z.ZodType<readonly DatabaseDoubt[]>;

export interface SafeModeNow {
  readonly id: string;
  readonly beganAt: Date;
  readonly doubts: readonly DatabaseDoubt[];
}

/** The safe mode that nobody has confirmed yet, or null. */
export async function readSafeMode(db: Database | Transaction): Promise<SafeModeNow | null> {
  const row = await db.safeMode.findFirst({ where: { confirmedAt: null } });
  return row === null
    ? null
    : { id: row.id, beganAt: row.beganAt, doubts: doubtsSchema.parse(row.sentences) };
}

/** When somebody last confirmed this database as it is now, or null. */
export async function confirmedAt(
  db: Database,
  identity: { readonly systemIdentifier: string; readonly timeline: number },
): Promise<{ readonly at: Date; readonly kinds: readonly DatabaseDoubt["kind"][] } | null> {
  const row = await db.safeMode.findFirst({
    where: {
      confirmedAt: { not: null },
      systemIdentifier: identity.systemIdentifier,
      timeline: identity.timeline,
    },
    orderBy: { confirmedAt: "desc" },
  });
  if (row === null || row.confirmedAt === null) return null;
  return { at: row.confirmedAt, kinds: doubtsSchema.parse(row.sentences).map(({ kind }) => kind) };
}
