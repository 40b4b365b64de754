import { urlForRole, webRole, workerRole } from "#lib/adapters/db/role-passwords.ts";
import { initialiseCluster } from "#lib/adapters/system/embedded-postgres.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { freePostgresPort } from "#lib/adapters/system/kept-port.ts";
import type { KeptSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { superviseCluster } from "#lib/adapters/system/supervised-cluster.ts";
import type { SupervisionEvents } from "#lib/adapters/system/supervised-process.ts";
import { bringUpToDate } from "../migrate-database.ts";
import { derivedPasswordsToSet } from "./derived-passwords.ts";
import { createEmbeddedDatabase, embeddedCluster, embeddedUrl } from "./embedded-database.ts";

/** The database that `npm start` works on, up to date, with the URLs its processes sign in with. */
export interface OpenDatabase {
  /** For the operator, without passwords. */
  readonly where: string;
  readonly ownerUrl: string;
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
    const { WEB_DATABASE_URL: givenWeb, WORKER_DATABASE_URL: givenWorker } = environment;
    const derived = {
      ...(givenWeb === undefined ? { [webRole]: secrets.web } : {}),
      ...(givenWorker === undefined ? { [workerRole]: secrets.worker } : {}),
    };
    const given = passwordsIn([givenWeb, givenWorker].filter((url) => url !== undefined));
    const made = embedded ? derived : await derivedPasswordsToSet(ownerUrl, derived);
    await bringUpToDate(root, ownerUrl, { ...made, ...given });
    const { host, pathname } = new URL(ownerUrl);
    return {
      where: embedded
        ? `embedded PostgreSQL ${embedded.major} on ${host}`
        : `PostgreSQL at ${host}${pathname}`,
      ownerUrl,
      webUrl: givenWeb ?? urlForRole(ownerUrl, webRole, secrets.web),
      workerUrl: givenWorker ?? urlForRole(ownerUrl, workerRole, secrets.worker),
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
  await freePostgresPort(dataFolder);
  const cluster = await embeddedCluster(dataFolder, secrets);
  await initialiseCluster(cluster);
  const running = await superviseCluster(cluster, events);
  try {
    await createEmbeddedDatabase(cluster);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { ownerUrl: embeddedUrl(cluster), major: cluster.binaries.major, stop: () => running.stop() };
}
