/**
 * How what a look found is written. Contents mean nothing before a span says whose they are, and a hash has one content:
 * so they are stored first, bit by bit, and only the spans are written in the look's own transaction.
 */
import type { Database, Transaction } from "../ports.ts";
import { inBatches } from "./in-batches.ts";
import type { KnownItem } from "./known-item.ts";

type Content = Pick<KnownItem, "hash" | "body">;

/** Stores contents by their hash; those that are there already stay as they are. */
export async function storeContents(db: Database | Transaction, contents: readonly Content[]): Promise<void> {
  // In one order, whoever stores: two that store the same do not wait for one another.
  const inOrder = contents.toSorted((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
  for (const batch of inBatches(inOrder, ({ body }) => body.length))
    await db.$executeRaw`
      INSERT INTO content (hash, body)
      SELECT DISTINCT * FROM unnest(
        ${batch.map(({ hash }) => hash)}::text[], ${batch.map(({ body }) => body)}::text[]) ORDER BY 1
      ON CONFLICT DO NOTHING`;
}

/** No content is forgotten until this transaction ends. */
const keepContents = (transaction: Transaction): Promise<unknown> =>
  transaction.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('contents', 0))::text`;

/** Waits for everybody who names contents, and keeps others from it until this transaction ends. */
export const forgetContents = (transaction: Transaction): Promise<unknown> =>
  transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('contents', 0))::text`;

async function missingOf(
  transaction: Transaction,
  items: readonly KnownItem[],
): Promise<readonly KnownItem[]> {
  const missing = new Set<string>();
  for (const batch of inBatches(items)) {
    const rows = await transaction.$queryRaw<{ hash: string }[]>`
      SELECT stored.hash FROM unnest(${batch.map(({ hash }) => hash)}::text[]) AS stored (hash)
       WHERE NOT EXISTS (SELECT 1 FROM content WHERE content.hash = stored.hash)`;
    for (const { hash } of rows) missing.add(hash);
  }
  return items.filter(({ hash }) => missing.has(hash));
}

/**
 * Spans of things that changed or went end now, the new ones begin now: at one time, the transaction's. Contents that
 * were not stored before, or have been forgotten since, are stored as well.
 */
export async function writeItems(
  transaction: Transaction,
  scopeId: string,
  changed: readonly KnownItem[],
  gone: readonly Pick<KnownItem, "kind" | "itemId">[],
): Promise<void> {
  for (const batch of inBatches([...changed, ...gone]))
    await transaction.$executeRaw`
      UPDATE observed_item SET valid_until = now()
       WHERE scope_id = ${scopeId}::uuid AND valid_until IS NULL
         AND (kind, item_id) IN (SELECT * FROM unnest(
           ${batch.map(({ kind }) => kind)}::text[], ${batch.map(({ itemId }) => itemId)}::text[]))`;
  if (changed.length === 0) return;
  await keepContents(transaction);
  await storeContents(transaction, await missingOf(transaction, changed));
  for (const batch of inBatches(changed))
    await transaction.$executeRaw`
      INSERT INTO observed_item (scope_id, kind, item_id, hash, valid_from)
      SELECT ${scopeId}::uuid, item.kind, item.item_id, item.hash, now() FROM unnest(
        ${batch.map(({ kind }) => kind)}::text[], ${batch.map(({ itemId }) => itemId)}::text[],
        ${batch.map(({ hash }) => hash)}::text[]) AS item (kind, item_id, hash)`;
}
