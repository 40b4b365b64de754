import type { Transaction } from "../ports.ts";
import { contentOf, withParts } from "./content-of.ts";

/** Where more or less is cleared of entries than the log says was erased, in plain words. */
export async function erasureFaults(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction.auditEntry.findMany({
    where: { action: "personal-data.erased" },
    select: { id: true, canonical: true, ...withParts },
  });
  const erased = rows.length === 0 ? new Map<string, number>() : await erasedBy(transaction);
  return rows.flatMap((row) => {
    const { parts } = contentOf(row).details;
    const are = erased.get(row.id) ?? 0;
    return parts === are ? [] : [`Entry ${row.id} says that ${parts} parts were erased, and ${are} are.`];
  });
}

/** How many parts each entry is said to have erased: of the few entries of which any was. */
async function erasedBy(transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.$queryRaw<{ id: string; parts: number }[]>`
    SELECT p.erased_by::text AS id, count(*)::int AS parts
      FROM audit_beside b JOIN audit_personal p ON p.entry_id = b.entry_id
     WHERE b.erasures IS NOT NULL AND p.erased_by IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ id, parts }) => [id, parts]));
}
