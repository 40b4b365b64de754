import { warnFrom } from "#lib/core/findings/exception/exception-length.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import type { Database, SystemActor } from "../ports.ts";
import { closeException } from "./close-exception.ts";

const AT_ONCE = 100;

/**
 * Writes down that exceptions have run out: what they covered stands as it is since their time anyway, whether or not
 * the worker runs. Each in its own transaction. Returns how many.
 */
export async function endDueExceptions(db: Database, actor: SystemActor): Promise<number> {
  const due = await db.findingException.findMany({
    where: { state: "live", endsAt: { lte: await databaseTime(db) } },
    orderBy: { endsAt: "asc" },
    take: AT_ONCE,
    select: { id: true },
  });
  for (const { id } of due) {
    await db.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM finding_exception WHERE id = ${id}::uuid FOR UPDATE`;
      const row = await transaction.findingException.findUniqueOrThrow({ where: { id } });
      if (row.state === "live") await closeException(transaction, actor, row, "expired", "Its time is over.");
    });
  }
  return due.length;
}

/** Tells owners, once, that an exception ends soon. Returns how many were told. */
export async function warnEndingExceptions(db: Database): Promise<number> {
  const now = await databaseTime(db);
  const soon = await db.$queryRaw<
    readonly {
      readonly id: string;
      readonly number: number;
      readonly ownerId: string;
      readonly sentence: string;
      readonly beganAt: Date;
      readonly endsAt: Date;
    }[]
  >`
    SELECT e.id, e.number, e.owner_id AS "ownerId", e.sentence, e.began_at AS "beganAt", e.ends_at AS "endsAt"
      FROM finding_exception e
     WHERE e.state = 'live' AND e.ends_at > now() AND e.ends_at <= now() + interval '7 days'
       AND NOT EXISTS (
         SELECT 1 FROM notice WHERE notice.dedupe_key = 'exception-ending:exception:' || e.id || ':' || e.owner_id)
     ORDER BY e.ends_at LIMIT 200`;
  const due = soon.filter(({ beganAt, endsAt }) => warnFrom(beganAt, endsAt) <= now);
  for (const { id, number, ownerId, sentence, endsAt } of due) {
    await db.$transaction((transaction) =>
      notify(transaction, [ownerId], {
        kind: "exception-ending",
        about: `exception:${id}`,
        subject: `The exception you answer for ends on ${endsAt.toISOString().slice(0, 10)}`,
        body: `${sentence}\n\nAt ${endsAt.toISOString()} the finding comes back. Put it right until then, or ask for another exception under Findings. It is exception ${number} there.`,
      }),
    );
  }
  return due.length;
}
