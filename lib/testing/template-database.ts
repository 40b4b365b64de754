import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrateDatabase } from "#lib/adapters/db/migrate.ts";
import { installQueueSchema } from "#lib/adapters/db/queue-schema.ts";
import { setRolePassword, webRole, workerRole } from "#lib/adapters/db/role-passwords.ts";
import { clusterUrl } from "#lib/adapters/system/embedded-postgres.ts";

/** What every test process needs to reach the run's cluster. */
export interface TestCluster {
  readonly port: number;
  readonly password: string;
  readonly rolePassword: string;
  /** PostgreSQL's major version. */
  readonly major: number;
}

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** The migrated database that each test's own is copied from. */
export const template = "sallyport_template";
const migrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

export async function makeTemplateDatabase(cluster: TestCluster): Promise<void> {
  await asSuperuser(cluster, (client) => client.query(`CREATE DATABASE ${template}`));
  const ownerUrl = clusterUrl(cluster, template);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const migrated = await migrateDatabase(client, migrations);
    if (!migrated.ok) throw new Error(migrated.problem.sentence);
    for (const role of [webRole, workerRole]) await setRolePassword(client, role, cluster.rolePassword);
    await installQueueSchema(client, ownerUrl);
  } finally {
    await client.end();
  }
}

export async function asSuperuser(
  cluster: TestCluster,
  act: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, "postgres") });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
