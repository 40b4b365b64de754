import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database } from "../ports.ts";
import { overdueGrants } from "./due-grants.ts";

const HOUR_MS = 3_600_000;

/** Tells every cloud admin, at most once an hour, of access that should have ended and has not. Returns how much it is. */
export async function alarmOverdue(
  db: Database,
): Promise<{ readonly count: number; readonly oldestEnd: Date | null }> {
  const overdue = await overdueGrants(db);
  const { count, oldestEnd } = overdue;
  if (count === 0 || oldestEnd === null) return overdue;
  await db.$transaction(async (transaction) =>
    notify(transaction, await holdersOf(transaction, "cloud_admin"), {
      kind: "overdue",
      about: `overdue:${Math.floor(Date.now() / HOUR_MS)}`,
      subject: `${count} ${count === 1 ? "grant" : "grants"} should have ended and ${count === 1 ? "has" : "have"} not`,
      body: `The oldest was to end at ${oldestEnd.toISOString()}. It is tried again and again. If EC2 cannot be reached from here, close it there by hand.`,
      link: "/access",
    }),
  );
  return overdue;
}
