import { z } from "zod";
import { conflict, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { authorise } from "../people/authorise.ts";
import type { Actor, Deps } from "../ports.ts";
import { RETENTION_KEY, readRetention, retentionSchema } from "./read-retention.ts";

export const saveRetentionInput = retentionSchema.extend({
  /** The version that was read and edited; 0 where there was none. */
  version: z.int().min(0),
});

/** Decides how long looks are kept. The worker thins what is older from its next round on; nothing brings it back. */
export const saveRetention = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  { version, everyLookDays, dailyDays }: z.output<typeof saveRetentionInput>,
): Promise<Result<{ readonly version: number }, Refusal>> =>
  loggedTransaction(deps, actor, "retention.saved", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-policy");
    if (refusal) return fail(refusal);
    if (everyLookDays === null && dailyDays !== null)
      return fail(invalid("Days are thinned to months only where looks are thinned to days."));
    if (everyLookDays !== null && dailyDays !== null && dailyDays < everyLookDays)
      return fail(invalid("One look a day is kept for at least as long as every look is."));
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${RETENTION_KEY}, 20243))`;
    const known = await readRetention(transaction);
    if (known.version !== version)
      return fail(conflict("Somebody decided about this before you: look at it again."));
    const data = {
      value: { everyLookDays, dailyDays },
      version: known.version + 1,
      updatedAt: await databaseTime(transaction),
    };
    await transaction.setting.upsert({
      where: { key: RETENTION_KEY },
      create: { key: RETENTION_KEY, ...data },
      update: data,
      select: { key: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "retention.saved",
      details: {
        version: data.version,
        everyLookDays,
        dailyDays,
        was: { ...known.retention },
      },
    });
    return succeed({ version: data.version });
  });
