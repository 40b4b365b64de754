import type { Transaction } from "../ports.ts";

/** A part of an entry at each place. */
export interface ChosenParts {
  readonly entryIds: string[];
  readonly parts: string[];
}

/** Clears parts of entries and notes which entry says so; returns of how many entries. */
export const clearParts = (
  transaction: Transaction,
  erasure: string,
  { entryIds, parts }: ChosenParts,
): Promise<number> =>
  transaction.$executeRaw`
    UPDATE audit_beside b
       SET parts = (SELECT jsonb_agg(CASE WHEN p.value ->> 'part' = ANY (chosen.parts)
                                          THEN p.value - 'salt' - 'clear' ELSE p.value END ORDER BY p.ordinality)
                      FROM jsonb_array_elements(b.parts) WITH ORDINALITY p),
           erasures = coalesce(b.erasures, '{}')
                      || (SELECT jsonb_object_agg(part, ${erasure}::text) FROM unnest(chosen.parts) part)
      FROM (SELECT entry_id, array_agg(part) AS parts FROM unnest(${entryIds}::uuid[], ${parts}::text[]) AS each (entry_id, part)
             GROUP BY entry_id) chosen
     WHERE b.entry_id = chosen.entry_id`;
