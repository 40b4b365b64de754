import type { Database } from "../ports.ts";

/** Where looks are no longer all there. Times are ISO 8601 UTC. */
export interface ThinnedView {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly kept: "day" | "month";
  readonly from: string;
  readonly until: string;
  readonly looks: number;
}

/** What was thinned of these scopes in a span of time. */
export async function thinnedSpans(
  db: Database,
  scopeIds: readonly string[],
  from: Date,
  until: Date,
): Promise<readonly ThinnedView[]> {
  const rows = await db.thinnedSpan.findMany({
    where: { scopeId: { in: [...scopeIds] }, fromAt: { lte: until }, untilAt: { gte: from } },
    orderBy: [{ fromAt: "asc" }, { kept: "desc" }],
    include: { scope: true },
  });
  return rows.map(({ scopeId, scope, kept, fromAt, untilAt, looks }) => ({
    scopeId,
    accountName: scope.accountName,
    region: scope.region,
    kept: kept === "month" ? "month" : "day",
    from: fromAt.toISOString(),
    until: untilAt.toISOString(),
    looks,
  }));
}
