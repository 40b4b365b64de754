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
  /** Another one as soon as more is noticed. */
  readonly id: string;
  /** When the first of the doubts was noticed. */
  readonly beganAt: Date;
  readonly doubts: readonly DatabaseDoubt[];
}

/** All that nobody has confirmed yet, or null. The newest says what the older ones do, too. */
export async function readSafeMode(db: Database | Transaction): Promise<SafeModeNow | null> {
  const rows = await db.safeMode.findMany({ where: { confirmedAt: null }, orderBy: { beganAt: "desc" } });
  const [newest] = rows;
  if (newest === undefined) return null;
  const { beganAt } = rows.at(-1) ?? newest;
  return { id: newest.id, beganAt, doubts: doubtsSchema.parse(newest.sentences) };
}

/** When somebody last confirmed this database as it is now, and what spoke against it; or null. */
export async function confirmedAt(
  db: Database,
  identity: { readonly systemIdentifier: string; readonly timeline: number },
): Promise<{ readonly at: Date; readonly kinds: readonly DatabaseDoubt["kind"][] } | null> {
  const rows = await db.safeMode.findMany({
    where: {
      confirmedAt: { not: null },
      systemIdentifier: identity.systemIdentifier,
      timeline: identity.timeline,
    },
    orderBy: { beganAt: "desc" },
  });
  const [newest] = rows;
  if (newest === undefined) return null;
  // Those that waited together were confirmed one after the other.
  const at = Math.max(...rows.map((row) => row.confirmedAt?.getTime() ?? 0));
  return { at: new Date(at), kinds: doubtsSchema.parse(newest.sentences).map(({ kind }) => kind) };
}
