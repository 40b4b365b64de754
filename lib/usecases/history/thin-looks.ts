/**
 * Thins old looks to one a day, and older ones to one a month. What remains is as if only the looks that were kept had
 * ever been taken: every span of content begins and ends at a kept look, and none that no kept look saw is left.
 */
import { type Thinning, thinningAt } from "#lib/core/history/retention.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { forgetContents } from "../observation/write-items.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import { readRetention } from "./read-retention.ts";

/** So much of the past is thinned in one transaction, that none takes long. */
const CHUNK_DAYS = 31;
const DAY = 24 * 60 * 60 * 1000;

interface Thinned {
  readonly looks: number;
  readonly spans: number;
}

interface Chunk {
  readonly scopeId: string;
  readonly kept: "day" | "month";
  readonly from: Date;
  readonly until: Date;
}

/** The first look of a scope that could still go, by what its age keeps; null when there is none. */
async function firstToGo(
  db: Database,
  scopeId: string,
  kept: Chunk["kept"],
  before: Date,
): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    WITH told AS (
      SELECT o.id, o.finished_at,
             lead(o.finished_at) OVER (ORDER BY o.finished_at, o.id) AS next_at
        FROM observation o
       WHERE o.scope_id = ${scopeId}::uuid AND o.digest IS NOT NULL AND o.finished_at < ${before})
    SELECT min(told.finished_at) AS at FROM told
     WHERE told.next_at IS NOT NULL
       AND date_trunc(${kept}, told.finished_at, 'UTC') = date_trunc(${kept}, told.next_at, 'UTC')
       AND told.id NOT IN (SELECT needed_looks(${scopeId}::uuid))`;
  return row?.at ?? null;
}

/** Removes looks of a chunk that are neither the last of their day or month nor needed. */
const removeLooks = (transaction: Transaction, { scopeId, kept, from, until }: Chunk): Promise<number> =>
  transaction.$executeRaw`
    WITH needed AS MATERIALIZED (SELECT needed_looks(${scopeId}::uuid) AS id),
    told AS (
      SELECT o.id, o.finished_at, lead(o.finished_at) OVER (ORDER BY o.finished_at, o.id) AS next_at
        FROM observation o
       WHERE o.scope_id = ${scopeId}::uuid AND o.digest IS NOT NULL AND o.finished_at IS NOT NULL)
    DELETE FROM observation gone USING told
     WHERE gone.id = told.id AND told.finished_at >= ${from} AND told.finished_at < ${until}
       AND told.next_at IS NOT NULL
       AND date_trunc(${kept}, told.finished_at, 'UTC') = date_trunc(${kept}, told.next_at, 'UTC')
       AND told.id NOT IN (SELECT id FROM needed)`;

/** Looks that told nothing leave nothing to miss. */
const removeSilentLooks = (transaction: Transaction, { scopeId, until }: Chunk): Promise<number> =>
  transaction.$executeRaw`
    DELETE FROM observation
     WHERE scope_id = ${scopeId}::uuid AND digest IS NULL AND state <> 'running' AND started_at < ${until}`;

/** Removes the spans that no kept look saw, and the content that nothing else shows. Returns how many spans. */
async function removeSpans(transaction: Transaction, { scopeId, from, until }: Chunk): Promise<number> {
  const removed = await transaction.$queryRaw<{ hash: string }[]>`
    DELETE FROM observed_item item
     WHERE item.scope_id = ${scopeId}::uuid AND item.valid_from < ${until} AND item.valid_until > ${from}
       AND NOT EXISTS (
         SELECT 1 FROM observation look
          WHERE look.scope_id = item.scope_id AND look.digest IS NOT NULL
            AND look.finished_at >= item.valid_from AND look.finished_at < item.valid_until)
    RETURNING item.hash`;
  if (removed.length > 0) {
    await forgetContents(transaction);
    await transaction.$executeRaw`
      DELETE FROM content
       WHERE hash = ANY (${[...new Set(removed.map(({ hash }) => hash))]}::text[])
         AND NOT EXISTS (SELECT 1 FROM observed_item item WHERE item.hash = content.hash)`;
  }
  return removed.length;
}

/** Both ends of a span move to the first look from there on that was kept: the last one of all always is. */
const moveSpans = (transaction: Transaction, { scopeId, from, until }: Chunk): Promise<number> =>
  transaction.$executeRaw`
    UPDATE observed_item item SET valid_from = moved.valid_from, valid_until = moved.valid_until
      FROM (
        SELECT span.id,
               (SELECT min(look.finished_at) FROM observation look
                 WHERE look.scope_id = span.scope_id AND look.digest IS NOT NULL
                   AND look.finished_at >= span.valid_from) AS valid_from,
               (SELECT min(look.finished_at) FROM observation look
                 WHERE look.scope_id = span.scope_id AND look.digest IS NOT NULL
                   AND look.finished_at >= span.valid_until) AS valid_until
          FROM observed_item span
         WHERE span.scope_id = ${scopeId}::uuid AND span.valid_from < ${until}
           AND (span.valid_from >= ${from} OR (span.valid_until >= ${from} AND span.valid_until < ${until}))
      ) moved
     WHERE moved.id = item.id
       AND (item.valid_from <> moved.valid_from OR item.valid_until IS DISTINCT FROM moved.valid_until)`;

/** One chunk, in one transaction with its entry in the log; no look is recorded meanwhile. */
const thinChunk = (db: Database, actor: SystemActor, chunk: Chunk): Promise<Thinned> =>
  db.$transaction(async (transaction) => {
    const { scopeId, kept, from, until } = chunk;
    await transaction.$queryRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`observe ${scopeId}`}, 0))::text`;
    const looks = await removeLooks(transaction, chunk);
    await removeSilentLooks(transaction, chunk);
    const spans = await removeSpans(transaction, chunk);
    await moveSpans(transaction, chunk);
    if (looks === 0) return { looks, spans };
    await transaction.$executeRaw`
      INSERT INTO thinned_span AS known (scope_id, from_at, until_at, kept, looks, spans, thinned_at)
      VALUES (${scopeId}::uuid, ${from}, ${until}, ${kept}, ${looks}, ${spans}, now())
      ON CONFLICT (scope_id, kept) DO UPDATE
        SET from_at = least(known.from_at, excluded.from_at), until_at = greatest(known.until_at, excluded.until_at),
            looks = known.looks + excluded.looks, spans = known.spans + excluded.spans, thinned_at = now()`;
    const scope = await transaction.scope.findUniqueOrThrow({ where: { id: scopeId } });
    await appendAudit(transaction, {
      actor,
      action: "history.thinned",
      details: {
        accountId: scope.accountId,
        accountName: scope.accountName,
        region: scope.region,
        keptOneA: kept,
        from: from.toISOString(),
        until: until.toISOString(),
        looks,
        spans,
      },
    });
    return { looks, spans };
  });

async function thinScope(
  db: Database,
  actor: SystemActor,
  scopeId: string,
  { toDayBefore, toMonthBefore }: Thinning,
): Promise<Thinned> {
  let thinned: Thinned = { looks: 0, spans: 0 };
  for (const [kept, limit] of [
    ["month", toMonthBefore],
    ["day", toDayBefore],
  ] as const) {
    if (limit === null) continue;
    const before = new Date(limit);
    let from = await firstToGo(db, scopeId, kept, before);
    while (from !== null) {
      const until = new Date(Math.min(limit, from.getTime() + CHUNK_DAYS * DAY));
      const { looks, spans } = await thinChunk(db, actor, { scopeId, kept, from, until });
      thinned = { looks: thinned.looks + looks, spans: thinned.spans + spans };
      from = looks === 0 ? null : await firstToGo(db, scopeId, kept, before);
    }
  }
  return thinned;
}

/** Thins what the organisation's retention no longer keeps whole, in every account and Region. */
export async function thinLooks(db: Database, actor: SystemActor): Promise<Thinned> {
  const { retention } = await readRetention(db);
  const thinning = thinningAt(retention, (await databaseTime(db)).getTime());
  let thinned: Thinned = { looks: 0, spans: 0 };
  for (const { id } of await db.scope.findMany({ select: { id: true } })) {
    const { looks, spans } = await thinScope(db, actor, id, thinning);
    thinned = { looks: thinned.looks + looks, spans: thinned.spans + spans };
  }
  return thinned;
}
