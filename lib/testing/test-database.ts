import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { urlForRole, webRole, workerRole } from "#lib/adapters/db/role-passwords.ts";
import { clusterUrl } from "#lib/adapters/system/embedded-postgres.ts";
import { asSuperuser, type TestCluster, template } from "./template-database.ts";

/** A migrated database of a test's own, with a URL for each of the three roles. */
export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly webUrl: string;
  readonly workerUrl: string;
  /** Disconnects whoever is connected and removes it. */
  drop(): Promise<void>;
}

/**
 * A fresh copy of the migrated template, in the run's cluster unless another is named. Call in `beforeAll` or a test;
 * `drop()` it after.
 */
export async function createTestDatabase(
  cluster: TestCluster = inject("testCluster"),
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(cluster, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    // Privileges on the database itself are not copied; these are the migrations'.
    await client.query(`REVOKE TEMPORARY, CREATE ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${webRole}, ${workerRole}`);
  });
  const ownerUrl = clusterUrl(cluster, name);
  return {
    name,
    ownerUrl,
    webUrl: urlForRole(ownerUrl, webRole, cluster.rolePassword),
    workerUrl: urlForRole(ownerUrl, workerRole, cluster.rolePassword),
    drop: () =>
      asSuperuser(cluster, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** An empty database: for tests of migration and restore themselves. */
export async function createEmptyDatabase(): Promise<Pick<TestDatabase, "name" | "ownerUrl" | "drop">> {
  const cluster = inject("testCluster");
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await asSuperuser(cluster, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    name,
    ownerUrl: clusterUrl(cluster, name),
    drop: () =>
      asSuperuser(cluster, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}
