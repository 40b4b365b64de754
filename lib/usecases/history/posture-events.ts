import type { Database } from "../ports.ts";

export interface PostureEvent {
  readonly kind: "posture";
  /** ISO 8601 UTC. */
  readonly at: string;
  /** in-line | accepted | unknown | out-of-line; `was` null for the first that is known. */
  readonly state: string;
  readonly was: string | null;
  /** Certain findings that nobody has accepted, and those that nobody can tell. */
  readonly findings: number;
  readonly unknown: number;
}

/** When a stack left its line and came back to it, in a span of time. In no order. */
export async function postureEvents(
  db: Database,
  stackId: string,
  from: Date,
  until: Date,
): Promise<readonly PostureEvent[]> {
  const rows = await db.posture.findMany({
    where: { stackId, state: { not: null }, validFrom: { lte: until } },
    orderBy: { validFrom: "asc" },
  });
  return rows.flatMap((row, place): PostureEvent[] => {
    const before = rows[place - 1];
    const findings = row.critical + row.high + row.medium + row.low;
    const had = before === undefined ? null : before.critical + before.high + before.medium + before.low;
    const isSame = before?.state === row.state && had === findings && before.unknown === row.unknown;
    if (row.state === null || row.validFrom < from || isSame) return [];
    return [
      {
        kind: "posture",
        at: row.validFrom.toISOString(),
        state: row.state,
        was: before?.state ?? null,
        findings,
        unknown: row.unknown,
      },
    ];
  });
}
