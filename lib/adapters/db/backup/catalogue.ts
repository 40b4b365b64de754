import type pg from "pg";

export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

export interface Column {
  readonly name: string;
  /** As SQL writes it, for example `timestamp(3) with time zone`. */
  readonly type: string;
}

export interface Table extends QualifiedName {
  readonly columns: readonly Column[];
}

/** Ours and the queue's. */
export const schemas = ["public", "pgboss"];

/** Tables that hold rows themselves (partitions, not what they are parts of), with the columns that are stored. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS name,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     ORDER BY a.attnum) AS columns
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE c.relkind = 'r' AND n.nspname = ANY ($1) AND c.relname <> '_prisma_migrations'
      GROUP BY n.nspname, c.relname
      ORDER BY n.nspname, c.relname`,
    [schemas],
  );
  return rows;
}

export async function readSequences(client: pg.Client): Promise<QualifiedName[]> {
  const { rows } = await client.query<QualifiedName>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname = ANY ($1) ORDER BY n.nspname, c.relname`,
    [schemas],
  );
  return rows;
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Foreign keys as declared; those that partitions inherit follow their parents'. */
export async function readForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table, quote_ident(k.conname) AS name,
            pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY ($1)`,
    [schemas],
  );
  return rows;
}

/** Version of pg-boss's tables; 0 when they are not installed. */
export async function readQueueVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ installed: boolean }>(
    "SELECT to_regclass('pgboss.version') IS NOT NULL AS installed",
  );
  if (!rows[0]?.installed) return 0;
  const version = await client.query<{ version: number }>("SELECT version FROM pgboss.version");
  return version.rows[0]?.version ?? 0;
}

/** How many tables there are: a database may be restored into only when there is none. */
export async function countTables(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY ($1)`,
    [schemas],
  );
  return rows[0]?.count ?? 0;
}
