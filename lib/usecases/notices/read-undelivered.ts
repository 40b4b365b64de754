import { may } from "#lib/core/approval/authority.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { WORTH_SENDING_DAYS } from "./given-up.ts";

/** Messages that should have reached somebody by now and have not. */
export interface Undelivered {
  readonly way: "mail" | "webhook";
  readonly count: number;
  /** When the oldest should have gone. ISO 8601. */
  readonly since: string;
  /** Why the last try failed; null where none was made. */
  readonly problem: string | null;
}

interface Row {
  readonly way: Undelivered["way"];
  readonly count: number;
  readonly since: Date;
  readonly problem: string | null;
}

/**
 * What waits by each way whose oldest message has waited for a quarter of an hour, for cloud admins: whoever waits for a
 * message cannot know of it. What is no longer worth sending was given up, or belongs to a webhook that is named no more.
 */
export async function readUndelivered(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<readonly Undelivered[]> {
  if (!may(await heldRoles(db, actor.personId), "edit-policy")) return [];
  const rows = await db.$queryRaw<Row[]>`
    WITH waiting AS (
      SELECT 'mail' AS way, problem, CASE WHEN attempts = 0 THEN send_after ELSE notice.created_at END AS since
        FROM notice JOIN person ON person.id = notice.person_id
       WHERE sent_at IS NULL AND notice.created_at > now() - make_interval(days => ${WORTH_SENDING_DAYS}::int) AND disabled_at IS NULL
      UNION ALL
      SELECT 'webhook', problem, created_at FROM webhook_delivery
       WHERE sent_at IS NULL AND created_at > now() - make_interval(days => ${WORTH_SENDING_DAYS}::int))
    SELECT way, count(*)::int AS count, min(since) AS since,
           (array_agg(problem ORDER BY since) FILTER (WHERE problem IS NOT NULL))[1] AS problem
      FROM waiting WHERE since <= now()
     GROUP BY way HAVING min(since) < now() - interval '15 minutes'
     ORDER BY way`;
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}
