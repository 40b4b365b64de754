import type { Database } from "../ports.ts";
import { notify } from "./notify.ts";

interface Ending {
  readonly id: string;
  readonly personId: string;
  readonly peer: string;
  readonly stackName: string;
  readonly endsAt: Date;
}

/**
 * Tells people, once for each end, that their access ends soon: ten minutes before, or a fifth of its length where it
 * is short. An extension is a new end. Returns how many were told. For the worker's loop.
 */
export async function warnEnding(db: Database): Promise<number> {
  const due = await db.$queryRaw<Ending[]>`
    SELECT g.id, g.person_id AS "personId", g.peer, stack.name AS "stackName", g.ends_at AS "endsAt"
      FROM "grant" g JOIN stack ON stack.id = g.stack_id
     WHERE g.state = 'live' AND g.ends_at > now()
       AND g.ends_at - least(interval '10 minutes', (g.ends_at - g.opened_at) / 5) <= now()
       AND NOT EXISTS (
         SELECT 1 FROM notice
          WHERE notice.dedupe_key = 'grant-ending:grant:' || g.id || ':'
                || (extract(epoch FROM g.ends_at) * 1000)::bigint || ':' || g.person_id)
     LIMIT 200`;
  for (const grant of due) {
    await db.$transaction((transaction) =>
      notify(transaction, [grant.personId], {
        kind: "grant-ending",
        about: `grant:${grant.id}:${grant.endsAt.getTime()}`,
        subject: `SSH to ${grant.stackName} ends soon`,
        body: `Your access from ${grant.peer} ends at ${grant.endsAt.toISOString()}. You can ask for more time under SSH access.`,
      }),
    );
  }
  return due.length;
}
