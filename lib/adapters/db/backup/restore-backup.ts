import pg from "pg";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { migrateDatabase } from "../migrate.ts";
import { readMigrations } from "../migration-files.ts";
import { installQueueSchema } from "../queue-schema.ts";
import { isWhole, readArchive } from "./archive-file.ts";
import { type Header, headerLine, rowLine, sequenceLine, tableLine } from "./archive-lines.ts";
import { countTables, readForeignKeys, readQueueVersion, readTables, type Table } from "./catalogue.ts";
import { RowLoader } from "./row-loader.ts";

/** Why nothing was restored, or, for `failed`, why the database must be made anew. */
export interface RestoreProblem {
  readonly kind: "archive-damaged" | "archive-newer" | "database-not-empty" | "failed";
  readonly sentence: string;
}

/**
 * Loads the archive `file` into an empty database: makes the tables as they were when it was written, loads every
 * row exactly, and checks all foreign keys. `client` is connected as the owner; migrations made since are left to
 * `npm run migrate`. Returns the number of rows.
 */
export async function restoreBackup(
  client: pg.Client,
  ownerUrl: string,
  migrationsDirectory: string,
  file: string,
): Promise<Result<number, RestoreProblem>> {
  if (!(await isWhole(file))) {
    return refuse("archive-damaged", `${file} is no whole backup: it is cut off or was changed.`);
  }
  const header = await readHeader(file);
  const known = new Set(readMigrations(migrationsDirectory).map(({ name }) => name));
  const unknown = header.migrations.find((name) => !known.has(name));
  if (unknown !== undefined) {
    return refuse(
      "archive-newer",
      `${file} was written by a newer version of Sallyport: this one does not know "${unknown}".`,
    );
  }
  if ((await countTables(client)) > 0) {
    return refuse(
      "database-not-empty",
      "The database is not empty: restore into a new one, so that nothing is overwritten.",
    );
  }
  const migrated = await migrateDatabase(client, migrationsDirectory, new Set(header.migrations));
  if (!migrated.ok) return refuse("failed", migrated.problem.sentence);
  await installQueueSchema(client, ownerUrl);
  const queueVersion = await readQueueVersion(client);
  if (queueVersion !== header.queueVersion) {
    return refuse(
      "failed",
      `${file} holds a queue of version ${header.queueVersion} and this code's is ${queueVersion}: restore with the version that wrote it, then upgrade.`,
    );
  }
  return load(client, file);
}

async function readHeader(file: string): Promise<Header> {
  for await (const line of readArchive(file)) return headerLine.parse(line);
  throw new Error("A whole archive has a header.");
}

async function load(client: pg.Client, file: string): Promise<Result<number, RestoreProblem>> {
  const tables = new Map((await readTables(client)).map((table) => [`${table.schema}.${table.name}`, table]));
  await client.query("BEGIN");
  try {
    const restoreGuards = await liftGuards(client, [...tables.values()]);
    const rows = await loadLines(client, file, tables);
    await restoreGuards();
    await client.query("COMMIT");
    return succeed(rows);
  } catch (error) {
    await client.query("ROLLBACK");
    if (!(error instanceof pg.DatabaseError)) throw error;
    return refuse(
      "failed",
      `The rows do not fit (${error.message}): make the database anew before another try.`,
    );
  }
}

/** Foreign keys and triggers would judge rows one by one, in an order that none fits; returns how to put them back. */
async function liftGuards(client: pg.Client, tables: readonly Table[]): Promise<() => Promise<void>> {
  const foreignKeys = await readForeignKeys(client);
  const names = tables.map(quoted);
  for (const { table, name } of foreignKeys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  // What migrations and pg-boss put in at first is in the archive too, as it was later.
  if (names.length > 0) await client.query(`TRUNCATE ${names.join(", ")}`);
  return async () => {
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    for (const { table, name, definition } of foreignKeys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    }
  };
}

async function loadLines(
  client: pg.Client,
  file: string,
  tables: ReadonlyMap<string, Table>,
): Promise<number> {
  let loader: RowLoader | undefined;
  let rows = 0;
  for await (const line of readArchive(file)) {
    const row = rowLine.safeParse(line);
    if (row.success) {
      await loader?.add(row.data);
      rows += 1;
      continue;
    }
    await loader?.flush();
    loader = undefined;
    const table = tableLine.safeParse(line);
    if (table.success) {
      const { schema, name } = table.data.table;
      const target = tables.get(`${schema}.${name}`);
      if (target === undefined) throw new pg.DatabaseError(`there is no table ${schema}.${name}`, 0, "error");
      loader = new RowLoader(client, target, table.data.columns);
      continue;
    }
    const sequence = sequenceLine.safeParse(line);
    if (sequence.success) {
      const { sequence: target, value, called } = sequence.data;
      await client.query("SELECT setval($1::regclass, $2, $3)", [quoted(target), value, called]);
    }
  }
  await loader?.flush();
  return rows;
}

const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;

const refuse = (kind: RestoreProblem["kind"], sentence: string) => fail({ kind, sentence });
