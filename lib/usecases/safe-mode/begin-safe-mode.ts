import { randomUUID } from "node:crypto";
import type { DatabaseDoubt } from "#lib/core/audit/database-doubts.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, SystemActor } from "../ports.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { kindsWaiting, readSafeMode } from "./read-safe-mode.ts";

interface Doubted {
  readonly systemIdentifier: string;
  readonly timeline: number;
  readonly doubts: readonly DatabaseDoubt[];
  /** The last confirmation that was known when it was doubted; null when there was none. */
  readonly confirmedAt: Date | null;
}

/**
 * Stops every change of EC2 until a cloud admin confirms. Once of each kind of doubt: false where it is stopped for all of
 * these already, and where somebody has confirmed since it was doubted. What is noticed later is said beside what was, so
 * that nobody confirms what they have not read.
 */
export function beginSafeMode(db: Database, actor: SystemActor, doubted: Doubted): Promise<boolean> {
  const { systemIdentifier, timeline, doubts, confirmedAt } = doubted;
  const id = randomUUID();
  return db.$transaction(async (transaction) => {
    await oneAtATime(transaction);
    const waiting = (await readSafeMode(transaction))?.doubts ?? [];
    const told = await kindsWaiting(transaction, { systemIdentifier, timeline });
    const fresh = doubts.filter(({ kind }) => !told.includes(kind));
    if (fresh.length === 0) return false;
    // After all others, whatever the clock did meanwhile: the newest one says what all of them do.
    const begun = await transaction.$executeRaw`
      INSERT INTO safe_mode (id, began_at, sentences, system_identifier, timeline)
      SELECT ${id}::uuid,
             greatest(clock_timestamp(), (SELECT max(began_at) + interval '1 millisecond' FROM safe_mode)),
             ${JSON.stringify([...fresh, ...waiting])}::jsonb, ${systemIdentifier}, ${timeline}
       WHERE NOT EXISTS (SELECT 1 FROM safe_mode WHERE system_identifier = ${systemIdentifier}
              AND timeline = ${timeline}
              AND date_trunc('milliseconds', confirmed_at) > coalesce(${confirmedAt}::timestamptz, '-infinity'))
      ON CONFLICT DO NOTHING`;
    if (begun === 0) return false;
    const sentences = fresh.map(({ sentence }) => sentence);
    await appendAudit(transaction, { actor, action: "safe-mode.began", details: { sentences } });
    await notify(transaction, await holdersOf(transaction, "cloud_admin"), {
      kind: "safe-mode",
      about: `safe-mode:${id}`,
      subject: "Sallyport changes nothing until you confirm its database",
      body: [
        ...sentences,
        "It goes on looking at EC2, and access whose time is over still ends. Everything else waits.",
      ].join("\n\n"),
      link: "/settings",
    });
    return true;
  });
}
