import { randomUUID } from "node:crypto";
import pg from "pg";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type Migration, readMigrations } from "./migration-files.ts";

/** Prisma's own lock number, so that `prisma migrate deploy` and this runner never work at once. */
const advisoryLock = 72_707_369;

const migrationsTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** Why the database was left as it was. `sentence` is for the operator. */
export interface MigrationProblem {
  readonly kind:
    | "database-newer-than-code"
    | "migration-edited"
    | "migration-unfinished"
    | "migration-failed";
  readonly sentence: string;
}

interface Recorded {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/**
 * Applies the migrations of `directory` that the database lacks, each in one transaction together with its
 * record, and returns their names. `client` is connected as the owner. Any number of callers may run at once.
 * `only` keeps to the migrations it names: a backup's tables are made as they were.
 */
export async function migrateDatabase(
  client: pg.Client,
  directory: string,
  only?: ReadonlySet<string>,
): Promise<Result<readonly string[], MigrationProblem>> {
  await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
  try {
    await client.query(migrationsTable);
    const known = readMigrations(directory);
    const recorded = await readRecorded(client);
    const problem = findProblem(known, recorded);
    if (problem) return fail(problem);
    const present = new Set(recorded.map(({ name }) => name));
    const applied: string[] = [];
    for (const migration of known.filter(({ name }) => !present.has(name) && (only?.has(name) ?? true))) {
      const failure = await apply(client, migration);
      if (failure) return fail(failure);
      applied.push(migration.name);
    }
    return succeed(applied);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [advisoryLock]);
  }
}

async function readRecorded(client: pg.Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

function findProblem(
  known: readonly Migration[],
  recorded: readonly Recorded[],
): MigrationProblem | undefined {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded) {
    const migration = byName.get(name);
    if (migration === undefined) {
      return {
        kind: "database-newer-than-code",
        sentence: `The database is newer than this code: it has the migration "${name}", which this version of Sallyport does not know. Run the newer version.`,
      };
    }
    if (!finished) {
      return {
        kind: "migration-unfinished",
        sentence: `The migration "${name}" was begun by another tool and never finished: resolve it with "prisma migrate resolve".`,
      };
    }
    if (migration.checksum !== checksum) {
      return {
        kind: "migration-edited",
        sentence: `The migration "${name}" was changed after it had been applied to this database: restore the file as it was.`,
      };
    }
  }
  return undefined;
}

async function apply(client: pg.Client, migration: Migration): Promise<MigrationProblem | undefined> {
  try {
    await client.query("BEGIN");
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
    return undefined;
  } catch (error) {
    await client.query("ROLLBACK");
    if (!(error instanceof pg.DatabaseError)) throw error;
    return {
      kind: "migration-failed",
      sentence: `The migration "${migration.name}" failed and changed nothing: ${error.message}.`,
    };
  }
}
