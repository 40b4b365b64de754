import type { Database } from "../ports.ts";
import { type GrantRow, grantRow, grantSelection } from "./grant-row.ts";

interface Which {
  readonly personId?: string;
  readonly person?: { readonly displayName: string };
  readonly stack?: { readonly name: string };
  readonly peer?: string;
}

/** Grants that were asked for or open then: `live` from when their rule was there until it was gone. By stack. */
export async function grantsAt(db: Database, which: Which, at: Date): Promise<readonly GrantRow[]> {
  const grants = await db.grant.findMany({
    where: { ...which, createdAt: { lte: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] },
    orderBy: [{ stack: { name: "asc" } }, { endsAt: "asc" }],
    select: grantSelection,
  });
  return grants.map((grant) => ({
    ...grantRow(grant),
    state: grant.openedAt !== null && grant.openedAt <= at ? "live" : "asked",
  }));
}
