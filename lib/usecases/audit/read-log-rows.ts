import type { BesideRow, LogRow } from "#lib/core/audit/verify-sequence.ts";
import type { Transaction } from "../ports.ts";

interface Row {
  readonly index: bigint;
  readonly sequenced_hash: Uint8Array;
  readonly canonical: Uint8Array | null;
  readonly leaf_hash: Uint8Array;
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly stack_id: string | null;
  readonly group_id: string | null;
  readonly change_id: string | null;
  readonly grant_id: string | null;
  readonly person_id: string | null;
  readonly beside: readonly BesideRow[] | null;
}

/** At most `limit` rows of the log from place `first` on, with every column as text, to its last microsecond. */
export async function readLogRows(
  transaction: Transaction,
  first: bigint,
  limit: number,
): Promise<readonly LogRow[]> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT i.index, i.leaf_hash AS sequenced_hash, e.canonical, e.leaf_hash, e.id::text,
           to_char(e.at AT TIME ZONE 'UTC', CASE WHEN e.at = date_trunc('milliseconds', e.at)
             THEN 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"' END) AS at,
           e.actor, e.action, e.stack_id::text, e.group_id, e.change_id::text, e.grant_id::text, e.person_id::text,
           (SELECT json_agg(json_build_object('part', p.part, 'commitment', encode(p.commitment, 'hex'), 'state',
                     CASE WHEN p.clear IS NULL
                          THEN CASE WHEN EXISTS (SELECT 1 FROM audit_entry x
                                 WHERE x.id = p.erased_by AND x.action = 'personal-data.erased') THEN 'erased' ELSE 'altered' END
                          WHEN p.erased_by IS NULL AND p.commitment = sha256('\\x02'::bytea || p.salt || convert_to(p.clear, 'UTF8')) THEN 'open'
                          ELSE 'altered' END))
              FROM audit_personal p WHERE p.entry_id = e.id) AS beside
      FROM audit_index i LEFT JOIN audit_entry e ON e.id = i.entry_id
     WHERE i.index >= ${first} ORDER BY i.index LIMIT ${limit}::bigint`;
  return rows.map((row) => ({
    index: row.index,
    sequencedHash: row.sequenced_hash,
    entry:
      row.canonical === null
        ? null
        : {
            canonical: row.canonical,
            leafHash: row.leaf_hash,
            columns: {
              id: row.id,
              at: row.at,
              actor: row.actor,
              action: row.action,
              stackId: row.stack_id,
              groupId: row.group_id,
              changeId: row.change_id,
              grantId: row.grant_id,
              personId: row.person_id,
            },
            beside: row.beside ?? [],
          },
  }));
}
