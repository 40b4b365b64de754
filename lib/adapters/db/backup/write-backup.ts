import pg from "pg";
import { createArchive } from "./archive-file.ts";
import { formatVersion, type Header, type SequenceLine, type TableLine } from "./archive-lines.ts";
import { readQueueVersion, readSequences, readTables, type Table } from "./catalogue.ts";

const batchRows = 1_000;

/** What a backup holds. */
export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes everything in the database to `file`, as of one moment, while others go on working. `client` is connected
 * as the owner. Roles and their passwords belong to the server and are not in it.
 */
export async function writeBackup(client: pg.Client, file: string): Promise<BackupSummary> {
  const archive = createArchive(file);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    await client.query(
      "SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3",
    );
    await archive.write(await readHeader(client));
    const tables = await readTables(client);
    let rows = 0;
    for (const table of tables) {
      const line: TableLine = { table: nameOf(table), columns: table.columns.map(({ name }) => name) };
      await archive.write(line);
      for await (const row of rowsOf(client, table)) {
        await archive.write(row);
        rows += 1;
      }
    }
    for (const sequence of await readSequences(client)) {
      const state = await client.query<{ value: string; called: boolean }>(
        `SELECT last_value::text AS value, is_called AS called FROM ${quoted(sequence)}`,
      );
      const [found] = state.rows;
      if (found) await archive.write({ sequence, ...found } satisfies SequenceLine);
    }
    await archive.finish();
    return { tables: tables.length, rows };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function readHeader(client: pg.Client): Promise<Header> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return {
    sallyportBackup: formatVersion,
    createdAt: new Date().toISOString(),
    migrations: rows.map(({ name }) => name),
    queueVersion: await readQueueVersion(client),
  };
}

async function* rowsOf(client: pg.Client, table: Table): AsyncGenerator<(string | null)[]> {
  const columns = table.columns.map(({ name }) => `${pg.escapeIdentifier(name)}::text`).join(", ");
  await client.query(`DECLARE backup NO SCROLL CURSOR FOR SELECT ${columns} FROM ONLY ${quoted(table)}`);
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${batchRows} FROM backup`,
      rowMode: "array",
    });
    yield* rows;
    if (rows.length < batchRows) break;
  }
  await client.query("CLOSE backup");
}

const nameOf = ({ schema, name }: Table) => ({ schema, name });

const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
