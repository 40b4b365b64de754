import type { Database } from "../ports.ts";

/** The identity providers that people in this database have come from, or been made known for. */
export async function knownIssuers(db: Database): Promise<readonly string[]> {
  const rows = await db.identity.findMany({ distinct: ["issuer"], select: { issuer: true } });
  return rows.map(({ issuer }) => issuer);
}
