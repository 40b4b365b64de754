import type { Transaction } from "../ports.ts";
import { contentOf, withParts } from "./content-of.ts";

/** Where more or less is cleared of entries than the log says was erased, in plain words. */
export async function erasureFaults(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction.auditEntry.findMany({
    where: { action: "personal-data.erased" },
    select: { id: true, canonical: true, ...withParts, _count: { select: { erased: true } } },
  });
  return rows.flatMap((row) => {
    const { parts } = contentOf(row).details;
    const { erased } = row._count;
    return parts === erased
      ? []
      : [`Entry ${row.id} says that ${parts} parts were erased, and ${erased} are.`];
  });
}
