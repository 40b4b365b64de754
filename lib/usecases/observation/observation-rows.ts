import { z } from "zod";
import {
  OBSERVED_PARTS,
  type ObservedLimits,
  type ObservedPart,
  type PartStatus,
} from "#lib/core/group/observation.ts";
import type { Database, Transaction } from "../ports.ts";
import type { KnownItem, RememberedItem } from "./known-item.ts";

export type Parts = Readonly<Record<ObservedPart, PartStatus>>;

/** A look that has ended, whether or not it could read everything. */
export interface FinishedObservation {
  readonly id: bigint;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly parts: Parts;
  readonly digest: string;
  /** Null when nobody asked. */
  readonly limits: ObservedLimits | null;
}

const partStatusSchema = z.object({
  complete: z.boolean(),
  asOf: z.string().nullable(),
  problem: z.string().nullable(),
});

const limitsSchema = z.object({
  rulesPerGroup: z.int().nullable(),
  groupsPerInterface: z.int().nullable(),
  asOf: z.string().nullable(),
  problem: z.string().nullable(),
}) satisfies z.ZodType<ObservedLimits>;

const finishedSchema = z.object({
  id: z.bigint(),
  startedAt: z.date(),
  finishedAt: z.date(),
  parts: z.record(z.enum(OBSERVED_PARTS), partStatusSchema),
  digest: z.string(),
  limits: limitsSchema.nullable(),
});

/**
 * The last look at a scope that had finished by now, or by `at`. A moment is known to the millisecond, so a look that
 * ended within it is in force then: a link to a look's own end finds that look.
 */
export async function findFinished(
  db: Database | Transaction,
  scopeId: string,
  at?: Date,
): Promise<FinishedObservation | null> {
  const row = await db.observation.findFirst({
    where: { scopeId, digest: { not: null }, finishedAt: { not: null, ...endedBy(at) } },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
  });
  return row === null ? null : finishedSchema.parse(row);
}

/** For a query: what had ended by `at`. */
export const endedBy = (at: Date | undefined): { readonly lt?: Date } =>
  at === undefined ? {} : { lt: new Date(at.getTime() + 1) };

/** Every thing of a scope as it is known now, by kind and id; bodies are null unless they are asked for. */
export function listItems(
  db: Database | Transaction,
  scopeId: string,
  withBodies: boolean,
): Promise<readonly RememberedItem[]> {
  return db.$queryRaw<RememberedItem[]>`
    SELECT item.kind, item.item_id AS "itemId", item.hash, content.body
      FROM observed_item item
      LEFT JOIN content ON content.hash = item.hash AND ${withBodies}::boolean
     WHERE item.scope_id = ${scopeId}::uuid AND item.valid_until IS NULL
     ORDER BY item.kind COLLATE "C", item.item_id COLLATE "C"`;
}

/** Every thing of a scope as it was known when a look had ended: the database compares, to the microsecond. */
export function listItemsOfLook(
  db: Database | Transaction,
  scopeId: string,
  observationId: bigint,
  withBodies: boolean,
): Promise<readonly RememberedItem[]> {
  return db.$queryRaw<RememberedItem[]>`
    SELECT item.kind, item.item_id AS "itemId", item.hash, content.body
      FROM observation look
      JOIN observed_item item ON item.scope_id = look.scope_id AND item.valid_from <= look.finished_at
                             AND (item.valid_until IS NULL OR item.valid_until > look.finished_at)
      LEFT JOIN content ON content.hash = item.hash AND ${withBodies}::boolean
     WHERE look.id = ${observationId} AND look.scope_id = ${scopeId}::uuid
     ORDER BY item.kind COLLATE "C", item.item_id COLLATE "C"`;
}

/** The bodies of some hashes. */
export function listBodies(
  db: Database | Transaction,
  hashes: readonly string[],
): Promise<readonly Pick<KnownItem, "hash" | "body">[]> {
  return db.$queryRaw<Pick<KnownItem, "hash" | "body">[]>`
    SELECT hash, body FROM content WHERE hash = ANY (${[...hashes]}::text[])`;
}

/** What a scope's things were by hash; with their content only of some kinds, because content is large. */
export function rememberItems(
  db: Database | Transaction,
  scopeId: string,
  withContent: readonly ObservedPart[],
): Promise<readonly RememberedItem[]> {
  return db.$queryRaw<RememberedItem[]>`
    SELECT item.kind, item.item_id AS "itemId", item.hash, content.body
      FROM observed_item item
      LEFT JOIN content ON content.hash = item.hash AND item.kind = ANY (${[...withContent]}::text[])
     WHERE item.scope_id = ${scopeId}::uuid AND item.valid_until IS NULL`;
}
