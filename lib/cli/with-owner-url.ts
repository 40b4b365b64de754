import path from "node:path";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import { initialiseCluster, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { loadEnvFile } from "#lib/adapters/system/env-file.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { lockInstance } from "#lib/adapters/system/instance-lock.ts";
import { freePostgresPort } from "#lib/adapters/system/kept-port.ts";
import { keepSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { readPostmaster } from "#lib/adapters/system/postmaster-file.ts";
import { findProcess } from "#lib/adapters/system/process-table.ts";
import { createEmbeddedDatabase, embeddedCluster, embeddedUrl } from "./start/embedded-database.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/**
 * Runs an operator's command on the database as its owner: the one `DATABASE_URL` names, else the embedded one,
 * which is started for the command unless `npm start` runs it already.
 */
export async function withOwnerUrl(act: (ownerUrl: string) => Promise<void>): Promise<void> {
  loadEnvFile(root, "operator");
  const environment = readEnvironment("operator", process.env);
  if (environment.DATABASE_URL !== undefined) {
    await act(environment.DATABASE_URL);
    return;
  }
  const dataFolder = prepareDataFolder(environment.SALLYPORT_DATA);
  const secrets = keepSecrets(dataFolder);
  const present = await embeddedCluster(dataFolder, secrets);
  if (isServing(present.dataDirectory)) {
    await act(embeddedUrl(present));
    return;
  }
  const lock = await lockInstance(dataFolder);
  try {
    await freePostgresPort(dataFolder);
    const cluster = await embeddedCluster(dataFolder, secrets);
    await initialiseCluster(cluster);
    const running = await startCluster(cluster);
    try {
      await createEmbeddedDatabase(cluster);
      await act(embeddedUrl(cluster));
    } finally {
      await running.stop();
    }
  } finally {
    lock.release();
  }
}

function isServing(dataDirectory: string): boolean {
  const postmaster = readPostmaster(dataDirectory);
  if (postmaster === undefined || !postmaster.ready) return false;
  return findProcess(postmaster.pid)?.command.includes(dataDirectory) ?? false;
}
