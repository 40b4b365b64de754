import { originOf } from "#lib/formats/cloudtrail/read-event.ts";
import type { Database } from "../ports.ts";
import type { CallTrail } from "./call-trail.ts";

/** CloudTrail is minutes late, and hardly ever more than a quarter of an hour: it is asked for as long as a day. */
const ASK_FOR_MS = 24 * 3_600_000;
const ASK_AGAIN_MS = 60_000;
/** Its clock, ours, and when a look began, a little apart. */
const AROUND_MS = 60_000;
/** Two calls a second are all that it takes. */
const GROUPS_A_ROUND = 10;

interface Unattributed {
  readonly id: bigint;
  readonly groupId: string;
  readonly ruleKey: string;
  readonly change: string;
  readonly afterAt: Date;
  readonly foundAt: Date;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Asks CloudTrail who changed rules outside, as far as it may be read: of each group that waits for an answer, once a
 * minute. Returns how many rules got one.
 */
export async function attributeDrift(db: Database, trail: CallTrail): Promise<number> {
  const rows = await db.$queryRaw<Unattributed[]>`
    SELECT d.id, d.group_id AS "groupId", d.rule_key AS "ruleKey", d.change, d.after_at AS "afterAt",
           d.found_at AS "foundAt", scope.account_id AS "accountId", scope.region
      FROM drift d JOIN scope ON scope.id = d.scope_id
     WHERE d.origin IS NULL AND d.found_at > now() - ${ASK_FOR_MS} * interval '1 millisecond'
       AND (d.origin_asked_at IS NULL OR d.origin_asked_at < now() - ${ASK_AGAIN_MS} * interval '1 millisecond')
     ORDER BY d.origin_asked_at NULLS FIRST, d.id LIMIT 500`;
  let told = 0;
  const groups = [
    ...Map.groupBy(rows, (row) => `${row.accountId} ${row.region} ${row.groupId} ${row.afterAt.getTime()}`),
  ];
  for (const [, ofGroup] of groups.slice(0, GROUPS_A_ROUND)) {
    const [first] = ofGroup;
    if (first === undefined) continue;
    const from = new Date(first.afterAt.getTime() - AROUND_MS);
    const to = new Date(Math.max(...ofGroup.map(({ foundAt }) => foundAt.getTime())) + AROUND_MS);
    const { accountId, region, groupId } = first;
    const calls = await trail.calls({ accountId, region }, groupId, from, to);
    for (const { id, change, ruleKey } of ofGroup) {
      const origin =
        calls === null ? null : originOf(change === "appeared" ? "appeared" : "gone", ruleKey, calls);
      await db.drift.update({
        where: { id },
        data: { originAskedAt: new Date(), ...(origin === null ? {} : { origin: { ...origin } }) },
        select: { id: true },
      });
      if (origin !== null) told += 1;
    }
  }
  return told;
}
