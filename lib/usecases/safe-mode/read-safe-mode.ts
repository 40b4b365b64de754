import { z } from "zod";
import type { DatabaseDoubt, DatabaseIdentity } from "#lib/core/audit/database-doubts.ts";
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

type Cluster = Pick<DatabaseIdentity, "systemIdentifier" | "timeline">;

/** All that nobody has confirmed yet, or null. The newest says what the older ones do, too. */
export async function readSafeMode(db: Database | Transaction): Promise<SafeModeNow | null> {
  const rows = await db.safeMode.findMany({ where: { confirmedAt: null }, orderBy: { beganAt: "desc" } });
  const [newest] = rows;
  if (newest === undefined) return null;
  const { beganAt } = rows.at(-1) ?? newest;
  return { id: newest.id, beganAt, doubts: doubtsSchema.parse(newest.sentences) };
}

type Kind = DatabaseDoubt["kind"];

/** What was noticed of this database as it is now, and waits: what waits may have been noticed of another one, too. */
export async function kindsWaiting(
  db: Transaction,
  { systemIdentifier, timeline }: Cluster,
): Promise<readonly Kind[]> {
  const rows = await db.safeMode.findMany({ where: { confirmedAt: null, systemIdentifier, timeline } });
  return rows.flatMap((row) => doubtsSchema.parse(row.sentences).map(({ kind }) => kind));
}

/** When somebody last confirmed this database as it is now, and what spoke against it; or null. */
export async function confirmedAt(
  db: Database,
  identity: Cluster,
): Promise<{ readonly at: Date; readonly kinds: readonly Kind[] } | null> {
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
