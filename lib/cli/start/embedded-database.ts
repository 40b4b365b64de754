import path from "node:path";
import pg from "pg";
import { type Cluster, clusterUrl } from "#lib/adapters/system/embedded-postgres.ts";
import { keptPostgresPort } from "#lib/adapters/system/kept-port.ts";
import type { KeptSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { connectAsOwner } from "../migrate-database.ts";

const databaseName = "sallyport";

/** The embedded PostgreSQL of a data folder. */
export async function embeddedCluster(dataFolder: string, secrets: KeptSecrets): Promise<Cluster> {
  const dataDirectory = path.join(dataFolder, "postgres");
  return {
    binaries: embeddedPostgresBinaries(),
    dataDirectory,
    logFile: path.join(dataFolder, "logs", "postgres.log"),
    port: await keptPostgresPort(dataFolder),
    password: secrets.postgres,
  };
}

/** Where its owner finds Sallyport's database. */
export const embeddedUrl = (cluster: Cluster): string => clusterUrl(cluster, databaseName);

/** Creates the database in a new cluster; in an old one it is there. */
export async function createEmbeddedDatabase(cluster: Cluster): Promise<void> {
  const client = await connectAsOwner(clusterUrl(cluster, "postgres"));
  try {
    await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    const exists = error instanceof pg.DatabaseError && error.code === "42P04";
    if (!exists) throw error;
  } finally {
    await client.end();
  }
}
