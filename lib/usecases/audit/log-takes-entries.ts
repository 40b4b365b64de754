import type { Actor, Database } from "../ports.ts";
import { appendAudit } from "./append-audit.ts";

class TakenBack extends Error {}

/** Whether the log would take an entry now: one is written and taken back. Throws when the database cannot be asked. */
export async function logTakesEntries(db: Database, actor: Actor): Promise<void> {
  await db
    .$transaction(async (transaction) => {
      await appendAudit(transaction, { actor, action: "refused" });
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
}
