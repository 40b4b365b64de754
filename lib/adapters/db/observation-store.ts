import { z } from "zod";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import type {
  FinishedObservation,
  KnownItem,
  ObservationStore,
} from "#lib/usecases/observation/observation-store.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";

type Client = PrismaClient | Prisma.TransactionClient;

const partStatusSchema = z.object({
  complete: z.boolean(),
  asOf: z.string().nullable(),
  problem: z.string().nullable(),
});
const partsSchema = z.record(z.enum(OBSERVED_PARTS), partStatusSchema);

const finishedSchema = z.object({
  id: z.bigint(),
  startedAt: z.date(),
  finishedAt: z.date(),
  parts: partsSchema,
  digest: z.string(),
});

const scopeFields = { id: true, accountId: true, accountName: true, region: true } as const;

async function findFinished(client: Client, scopeId: string, at?: Date): Promise<FinishedObservation | null> {
  const row = await client.observation.findFirst({
    where: { scopeId, digest: { not: null }, finishedAt: at === undefined ? { not: null } : { lte: at } },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
  });
  return row === null ? null : finishedSchema.parse(row);
}

async function listItems(client: Client, scopeId: string, at?: Date): Promise<readonly KnownItem[]> {
  const current =
    at === undefined
      ? Prisma.sql`item.valid_until IS NULL`
      : Prisma.sql`item.valid_from <= ${at} AND (item.valid_until IS NULL OR item.valid_until > ${at})`;
  return client.$queryRaw<KnownItem[]>`
    SELECT item.kind, item.item_id AS "itemId", item.hash, content.body
      FROM observed_item item JOIN content ON content.hash = item.hash
     WHERE item.scope_id = ${scopeId}::uuid AND ${current}
     ORDER BY item.kind, item.item_id COLLATE "C"`;
}

/** Spans of the things that changed or went end now, the new ones begin now: one time for all, the transaction's. */
async function writeItems(
  tx: Prisma.TransactionClient,
  scopeId: string,
  changed: readonly KnownItem[],
  gone: readonly Pick<KnownItem, "kind" | "itemId">[],
): Promise<void> {
  const ended = [...changed, ...gone];
  if (ended.length > 0) {
    await tx.$executeRaw`
      UPDATE observed_item SET valid_until = now()
       WHERE scope_id = ${scopeId}::uuid AND valid_until IS NULL
         AND (kind, item_id) IN (SELECT * FROM unnest(
           ${ended.map((item) => item.kind)}::text[], ${ended.map((item) => item.itemId)}::text[]))`;
  }
  if (changed.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO content (hash, body)
    SELECT DISTINCT * FROM unnest(
      ${changed.map((item) => item.hash)}::text[], ${changed.map((item) => item.body)}::text[])
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO observed_item (scope_id, kind, item_id, hash, valid_from)
    SELECT ${scopeId}::uuid, part.kind, part.item_id, part.hash, now() FROM unnest(
      ${changed.map((item) => item.kind)}::text[], ${changed.map((item) => item.itemId)}::text[],
      ${changed.map((item) => item.hash)}::text[]) AS part (kind, item_id, hash)`;
}

/** Observations in PostgreSQL. Times are the database's. */
export function createObservationStore(prisma: PrismaClient): ObservationStore {
  return {
    findScope: (scopeId) => prisma.scope.findUnique({ where: { id: scopeId }, select: scopeFields }),
    listScopes: () =>
      prisma.scope.findMany({
        where: { enabled: true },
        select: scopeFields,
        orderBy: [{ accountId: "asc" }, { region: "asc" }],
      }),
    findFinished: (scopeId, at) => findFinished(prisma, scopeId, at),
    listItems: (scopeId, at) => listItems(prisma, scopeId, at),
    async begin(scopeId, requestedById) {
      const rows = await prisma.$queryRaw<{ id: bigint; startedAt: Date }[]>`
        INSERT INTO observation (scope_id, state, started_at, parts, progress, requested_by_id)
        VALUES (${scopeId}::uuid, 'running', now(), '{}', '{}', ${requestedById}::uuid)
        RETURNING id, started_at AS "startedAt"`;
      const [row] = rows;
      if (row === undefined) throw new Error("The database returned no row for a new observation.");
      return row;
    },
    async reportProgress(id, progress) {
      await prisma.observation.updateMany({ where: { id, state: "running" }, data: { progress } });
    },
    finish: (scopeId, id, decide) =>
      prisma.$transaction(
        async (tx) => {
          await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`observe ${scopeId}`}, 0))::text`;
          const previous = await findFinished(tx, scopeId);
          const mine = await tx.observation.findUniqueOrThrow({ where: { id } });
          if (previous !== null && previous.startedAt > mine.startedAt) {
            await tx.$executeRaw`
              UPDATE observation SET state = 'failed', finished_at = now(),
                     problem = 'A later look finished first.' WHERE id = ${id}`;
            return false;
          }
          const outcome = decide(await listItems(tx, scopeId), previous);
          await writeItems(tx, scopeId, outcome.changed, outcome.gone);
          await tx.$executeRaw`
            UPDATE observation SET state = ${outcome.state}, finished_at = now(),
                   parts = ${JSON.stringify(outcome.parts)}::jsonb,
                   progress = ${JSON.stringify(outcome.progress)}::jsonb, digest = ${outcome.digest},
                   changes = ${outcome.changed.length + outcome.gone.length}, problem = ${outcome.problem}
             WHERE id = ${id}`;
          return true;
        },
        { timeout: 60_000, maxWait: 10_000 },
      ),
  };
}
