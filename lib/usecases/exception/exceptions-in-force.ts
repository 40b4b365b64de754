import {
  exceptionTo,
  type FindingException,
  type PlacedFinding,
} from "#lib/core/findings/exception/finding-exception.ts";
import { acceptedExtentSchema } from "#lib/formats/exception/stored-extent.ts";
import { databaseTime } from "../database-time.ts";
import type { Database } from "../ports.ts";

/** What every place that shows an accepted finding says of it. */
export interface Acceptance {
  readonly id: string;
  readonly number: number;
  readonly ownerName: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  /** The request that it was approved by. */
  readonly changeNumber: number;
}

interface KnownException extends FindingException {
  readonly acceptance: Acceptance;
}

/** Says of a finding of a scope by what it is accepted; null: it stands as it is. */
export type AcceptanceOf = (scopeId: string, placed: PlacedFinding) => Acceptance | null;

/**
 * The exceptions that are in force now, or were at `at`, of one scope or of all: by their times, whatever the worker
 * has got round to. The caller has checked that the actor may read.
 */
export async function exceptionsInForce(
  db: Database,
  { scopeId, at }: { readonly scopeId?: string; readonly at?: Date | undefined } = {},
): Promise<AcceptanceOf> {
  const now = at ?? (await databaseTime(db));
  const rows = await db.findingException.findMany({
    where: {
      ...(scopeId === undefined ? {} : { scopeId }),
      beganAt: { lte: now },
      endsAt: { gt: now },
      OR: [{ state: "live" }, ...(at === undefined ? [] : [{ endedAt: { gt: at } }])],
    },
    orderBy: { number: "asc" },
    include: {
      owner: { select: { displayName: true } },
      change: { select: { number: true } },
    },
  });
  const byFinding = new Map<string, KnownException[]>();
  for (const row of rows) {
    const key = `${row.scopeId} ${row.findingId}`;
    const { findingId, stackId, beganAt, endsAt } = row;
    const known = byFinding.get(key) ?? [];
    byFinding.set(key, known);
    known.push({
      findingId,
      stackId,
      extent: acceptedExtentSchema.parse(row.extent),
      // Only what has begun was asked for.
      beganAt: beganAt ?? now,
      endsAt,
      acceptance: {
        id: row.id,
        number: row.number,
        ownerName: row.owner.displayName,
        reason: row.reason,
        endsAt: endsAt.toISOString(),
        changeNumber: row.change.number,
      },
    });
  }
  return (scope, placed) =>
    exceptionTo(placed, byFinding.get(`${scope} ${placed.finding.id}`) ?? [], now)?.acceptance ?? null;
}
