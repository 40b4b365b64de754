import type { Database } from "../ports.ts";
import { IDLE_SECONDS, LONGEST_SECONDS, REFRESH_SECONDS } from "./session-life.ts";

export interface SessionPerson {
  readonly personId: string;
  readonly displayName: string;
  readonly email: string;
}

interface Row {
  person_id: string;
  display_name: string;
  email: string;
  stale: boolean;
}

/**
 * Whose session a token opens, by its hash; null when it is over or its person is disabled: at once, on every
 * process, because each request asks the database. Using a session keeps it from going idle.
 */
export async function readSession(db: Database, tokenHash: string): Promise<SessionPerson | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.person_id, p.display_name, p.email,
           s.expires_at < now() + make_interval(secs => ${IDLE_SECONDS - REFRESH_SECONDS}) AS stale
      FROM session s JOIN person p ON p.id = s.person_id
     WHERE s.token_hash = ${tokenHash} AND p.disabled_at IS NULL AND s.expires_at > now()
       AND s.created_at > now() - make_interval(secs => ${LONGEST_SECONDS})`;
  if (row === undefined) return null;
  if (row.stale) {
    await db.$executeRaw`
      UPDATE session
         SET expires_at = least(now() + make_interval(secs => ${IDLE_SECONDS}),
                                created_at + make_interval(secs => ${LONGEST_SECONDS}))
       WHERE token_hash = ${tokenHash}`;
  }
  return { personId: row.person_id, displayName: row.display_name, email: row.email };
}
