import path from "node:path";
import pg from "pg";
import { migrateDatabase } from "#lib/adapters/db/migrate.ts";
import { installQueueSchema } from "#lib/adapters/db/queue-schema.ts";
import { setRolePassword } from "#lib/adapters/db/role-passwords.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

const oldestMajor = 15;

/**
 * Brings the database at `ownerUrl` up to this code: tables, roles, the queue's schema, and the passwords in
 * `rolePasswords` (by role). Returns the names of the migrations applied.
 */
export async function bringUpToDate(
  root: string,
  ownerUrl: string,
  rolePasswords: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const client = await connectAsOwner(ownerUrl);
  try {
    await refuseUnfitServer(client);
    const migrated = await migrateDatabase(client, path.join(root, "prisma", "migrations"));
    if (!migrated.ok) throw new StartupRefusal(migrated.problem.sentence);
    for (const [role, password] of Object.entries(rolePasswords))
      await setRolePassword(client, role, password);
    await installQueueSchema(client, ownerUrl);
    return migrated.value;
  } finally {
    await client.end();
  }
}

/** A connection as the owner; what is wrong with the URL is said without its password. */
export async function connectAsOwner(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    application_name: "sallyport-owner",
  });
  client.on("error", () => {
    // A lost connection fails the query that is under way, which says so.
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { host, pathname, username } = new URL(ownerUrl);
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new StartupRefusal(
      `DATABASE_URL leads to no database we can use (${username}@${host}${pathname}): ${reason}.`,
    );
  }
}

async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const [server] = rows;
  if (server === undefined) throw new Error("PostgreSQL told nothing about itself.");
  const major = Math.floor(server.version / 10_000);
  if (major < oldestMajor) {
    throw new StartupRefusal(
      `The database runs PostgreSQL ${major}: Sallyport needs ${oldestMajor} or newer.`,
    );
  }
  if (server.encoding !== "UTF8") {
    throw new StartupRefusal(
      `The database's encoding is ${server.encoding}: create it with ENCODING 'UTF8'.`,
    );
  }
}
