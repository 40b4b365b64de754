import { databaseTime } from "../database-time.ts";
import type { Database, Transaction } from "../ports.ts";

/** Every stack in use, or the one of this name, by name, with the grants that are live. */
export async function stackRows(db: Database | Transaction, name?: string) {
  const now = await databaseTime(db);
  return db.stack.findMany({
    where: { retiredAt: null, ...(name === undefined ? {} : { name }) },
    orderBy: { name: "asc" },
    include: {
      scope: true,
      team: true,
      pattern: true,
      standing: { include: { source: { include: { owner: true } } } },
      grants: {
        where: { state: "live", endsAt: { gt: now } },
        include: { source: true, person: true },
        orderBy: { endsAt: "asc" },
      },
    },
  });
}

export type StackRow = Awaited<ReturnType<typeof stackRows>>[number];
