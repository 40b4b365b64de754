import type { Actor, Database } from "../ports.ts";
import { LONGEST_SECONDS } from "./session-life.ts";

/**
 * Whether the session that somebody began to read in is still open: for what goes on without being asked again, which
 * keeps no session from going idle. Somebody without a session has none that lasts; what is no person needs none.
 */
export async function sessionLasts(db: Database, actor: Actor): Promise<boolean> {
  if (actor.kind === "system") return true;
  if (actor.session === undefined) return false;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1
      FROM session s JOIN person p ON p.id = s.person_id
     WHERE s.person_id = ${actor.personId}::uuid AND starts_with(s.token_hash, ${actor.session})
       AND p.disabled_at IS NULL AND s.expires_at > now()
       AND s.created_at > now() - make_interval(secs => ${LONGEST_SECONDS})`;
  return rows.length > 0;
}
