import { appendAudit } from "../audit/append-audit.ts";
import type { Database, SystemActor } from "../ports.ts";

interface Counted {
  readonly minute: Date;
  readonly kind: string;
  readonly person_id: string | null;
  readonly count: number;
  readonly addresses: readonly string[];
}

/** Writes what was counted in minutes that are over, one entry a minute and kind; returns how many. For the worker. */
export async function logFailures(db: Database, actor: SystemActor): Promise<number> {
  return db.$transaction(async (transaction) => {
    const counted = await transaction.$queryRaw<Counted[]>`
      DELETE FROM failure_count WHERE minute < date_trunc('minute', transaction_timestamp())
      RETURNING minute, kind, person_id::text, count, addresses`;
    for (const { minute, kind, person_id: personId, count, addresses } of counted) {
      await appendAudit(transaction, {
        actor,
        action: "failures.counted",
        ...(personId === null ? {} : { subjects: { personId } }),
        details: { kind, count, minute: minute.toISOString(), addresses: [...addresses] },
      });
    }
    return counted.length;
  });
}
