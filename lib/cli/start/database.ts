import path from "node:path";
import pg from "pg";
import { urlForRole, webRole, workerRole } from "#lib/adapters/db/role-passwords.ts";
import { type Cluster, clusterUrl, initialiseCluster } from "#lib/adapters/system/embedded-postgres.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { keepPostgresPort } from "#lib/adapters/system/kept-port.ts";
import type { KeptSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { superviseCluster } from "#lib/adapters/system/supervised-cluster.ts";
import type { SupervisionEvents } from "#lib/adapters/system/supervised-process.ts";
import { bringUpToDate, connectAsOwner } from "../migrate-database.ts";

const databaseName = "sallyport";

/** The database that `npm start` works on, up to date, with the URLs its processes sign in with. */
export interface OpenDatabase {
  /** For the operator, without passwords. */
  readonly where: string;
  readonly webUrl: string;
  readonly workerUrl: string;
  stop(): Promise<void>;
}

/** Opens what `DATABASE_URL` names, or the embedded PostgreSQL when it names nothing. */
export async function openDatabase(
  root: string,
  dataFolder: string,
  environment: Environment<"start">,
  secrets: KeptSecrets,
  events: SupervisionEvents,
): Promise<OpenDatabase> {
  const embedded =
    environment.DATABASE_URL === undefined ? await startEmbedded(dataFolder, secrets, events) : undefined;
  const ownerUrl = embedded?.ownerUrl ?? environment.DATABASE_URL ?? "";
  try {
    const web = environment.WEB_DATABASE_URL ?? urlForRole(ownerUrl, webRole, secrets.web);
    const worker = environment.WORKER_DATABASE_URL ?? urlForRole(ownerUrl, workerRole, secrets.worker);
    await bringUpToDate(root, ownerUrl, passwordsIn([web, worker]));
    const { host, pathname } = new URL(ownerUrl);
    return {
      where: embedded
        ? `embedded PostgreSQL ${embedded.major} on ${host}`
        : `PostgreSQL at ${host}${pathname}`,
      webUrl: web,
      workerUrl: worker,
      stop: async () => embedded?.stop(),
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** The passwords that URLs carry for our two roles: they are made to be right. */
export function passwordsIn(urls: readonly string[]): Record<string, string> {
  const passwords: Record<string, string> = {};
  for (const text of urls) {
    const url = new URL(text);
    if ((url.username === webRole || url.username === workerRole) && url.password !== "") {
      passwords[url.username] = decodeURIComponent(url.password);
    }
  }
  return passwords;
}

async function startEmbedded(dataFolder: string, secrets: KeptSecrets, events: SupervisionEvents) {
  const cluster: Cluster = {
    binaries: embeddedPostgresBinaries(),
    dataDirectory: path.join(dataFolder, "postgres"),
    logFile: path.join(dataFolder, "logs", "postgres.log"),
    port: await keepPostgresPort(dataFolder),
    password: secrets.postgres,
  };
  await initialiseCluster(cluster);
  const running = await superviseCluster(cluster, events);
  try {
    await createDatabase(clusterUrl(cluster, "postgres"));
  } catch (error) {
    await running.stop();
    throw error;
  }
  return {
    ownerUrl: clusterUrl(cluster, databaseName),
    major: cluster.binaries.major,
    stop: () => running.stop(),
  };
}

async function createDatabase(url: string): Promise<void> {
  const client = await connectAsOwner(url);
  try {
    await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    const exists = error instanceof pg.DatabaseError && error.code === "42P04";
    if (!exists) throw error;
  } finally {
    await client.end();
  }
}
