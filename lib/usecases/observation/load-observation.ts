import { OBSERVED_PARTS, type Observation, type ObservedPart } from "#lib/core/group/observation.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ItemOfPart } from "./estate-reader.ts";
import type { RememberedItem } from "./known-item.ts";
import { findFinished, listBodies, listItems, listItemsOfLook } from "./observation-rows.ts";

/** What was read of a scope, by the hash of its content. */
export type ReadContents = ReadonlyMap<string, unknown>;

interface LoadedObservation {
  readonly observation: Observation;
  readonly contents: ReadContents;
}

export const NOTHING_READ: ReadContents = new Map();

/**
 * What EC2 said about a scope: as of now, or in the look in force at `at`. Null when there is no such scope, or no look
 * had finished by then. Parts that could not be read stand there as last read, and say so in `parts`. It is the
 * caller who has checked that the actor may read.
 */
export async function loadObservation(
  db: Database | Transaction,
  scopeId: string,
  at?: Date,
): Promise<Observation | null> {
  return (await loadWithContents(db, scopeId, at, NOTHING_READ))?.observation ?? null;
}

/**
 * The same, after another look at the scope whose contents are `read`: what did not change between them is neither
 * fetched nor parsed again. It is the same object, with all that was worked out from it.
 */
export async function loadWithContents(
  db: Database | Transaction,
  scopeId: string,
  at: Date | undefined,
  read: ReadContents,
): Promise<LoadedObservation | null> {
  const scope = await db.scope.findUnique({ where: { id: scopeId } });
  const finished = await findFinished(db, scopeId, at);
  if (scope === null || finished === null) return null;
  const isFirst = read.size === 0;
  const items = await (at === undefined
    ? listItems(db, scopeId, isFirst)
    : listItemsOfLook(db, scopeId, finished.id, isFirst));
  const contents = await contentsOf(db, items, read);
  // Forgotten between the two questions to the database: it is asked all at once.
  if (contents === null) return loadWithContents(db, scopeId, at, NOTHING_READ);
  const observation = {
    accountId: scope.accountId,
    region: scope.region,
    takenAt: finished.startedAt.toISOString(),
    parts: finished.parts,
    ...(finished.limits === null ? {} : { limits: finished.limits }),
    ...groupByPart(items, contents),
  };
  return { observation, contents };
}

/** Null where something is no longer there. */
async function contentsOf(
  db: Database | Transaction,
  items: readonly RememberedItem[],
  read: ReadContents,
): Promise<ReadContents | null> {
  const contents = new Map<string, unknown>();
  const missing: string[] = [];
  for (const { hash, body } of items) {
    if (body !== null) contents.set(hash, JSON.parse(body));
    else if (read.has(hash)) contents.set(hash, read.get(hash));
    else missing.push(hash);
  }
  const bodies = missing.length === 0 ? [] : await listBodies(db, missing);
  for (const { hash, body } of bodies) contents.set(hash, JSON.parse(body));
  return missing.every((hash) => contents.has(hash)) ? contents : null;
}

function groupByPart(
  items: readonly RememberedItem[],
  contents: ReadContents,
): { [Part in ObservedPart]: ItemOfPart[Part][] } {
  const byPart = Object.fromEntries(OBSERVED_PARTS.map((part) => [part, [] as unknown[]]));
  for (const item of items) byPart[item.kind]?.push(contents.get(item.hash));
  // The bodies are record-observation's own writing, of exactly these shapes.
  return byPart as { [Part in ObservedPart]: ItemOfPart[Part][] };
}
