import type { Database } from "../ports.ts";

/** Requests for exceptions that are under way: the change's number by `SCOPE FINDING`. */
export async function askedExceptions(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.findingException.findMany({
    where: { state: "asked" },
    select: { scopeId: true, findingId: true, change: { select: { number: true } } },
  });
  return new Map(rows.map(({ scopeId, findingId, change }) => [`${scopeId} ${findingId}`, change.number]));
}
