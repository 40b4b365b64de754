import type { Database } from "../ports.ts";

export interface GrantEvent {
  readonly kind: "grant-opened" | "grant-ended";
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly number: number;
  /** Foreign text. */
  readonly personName: string;
  readonly sourceName: string;
  readonly peer: string;
  /** expired | handed-back | revoked | refused | gone; null for one that opened. */
  readonly endReason: string | null;
}

/** SSH that was opened and closed on a stack by grants, of everybody or of one person, in a span of time. In no order. */
export async function grantEvents(
  db: Database,
  stackId: string,
  from: Date,
  until: Date,
  personId: string | null,
): Promise<readonly GrantEvent[]> {
  const span = { gte: from, lte: until };
  const grants = await db.grant.findMany({
    where: {
      ...(personId === null ? {} : { personId }),
      stackId,
      openedAt: { not: null },
      OR: [{ openedAt: span }, { endedAt: span }],
    },
    include: { person: true, source: true },
  });
  const isWithin = (at: Date | null): at is Date => at !== null && at >= from && at <= until;
  return grants.flatMap(({ number, person, source, peer, openedAt, endedAt, endReason }): GrantEvent[] => {
    const shared = { number, personName: person.displayName, sourceName: source.name, peer };
    return [
      ...(isWithin(openedAt)
        ? [{ kind: "grant-opened" as const, at: openedAt.toISOString(), endReason: null, ...shared }]
        : []),
      ...(isWithin(endedAt)
        ? [{ kind: "grant-ended" as const, at: endedAt.toISOString(), endReason, ...shared }]
        : []),
    ];
  });
}
