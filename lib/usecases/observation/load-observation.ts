import { OBSERVED_PARTS, type Observation, type ObservedPart } from "#lib/core/group/observation.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ItemOfPart } from "./estate-reader.ts";
import type { KnownItem } from "./known-item.ts";
import { findFinished, listItems, listItemsOfLook } from "./observation-rows.ts";

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
  const scope = await db.scope.findUnique({ where: { id: scopeId } });
  const finished = await findFinished(db, scopeId, at);
  if (scope === null || finished === null) return null;
  return {
    accountId: scope.accountId,
    region: scope.region,
    takenAt: finished.startedAt.toISOString(),
    parts: finished.parts,
    ...(finished.limits === null ? {} : { limits: finished.limits }),
    ...groupByPart(
      await (at === undefined ? listItems(db, scopeId) : listItemsOfLook(db, scopeId, finished.id)),
    ),
  };
}

function groupByPart(items: readonly KnownItem[]): { [Part in ObservedPart]: ItemOfPart[Part][] } {
  const byPart = Object.fromEntries(OBSERVED_PARTS.map((part) => [part, [] as unknown[]]));
  for (const item of items) byPart[item.kind]?.push(JSON.parse(item.body));
  // The bodies are record-observation's own writing, of exactly these shapes.
  return byPart as { [Part in ObservedPart]: ItemOfPart[Part][] };
}
