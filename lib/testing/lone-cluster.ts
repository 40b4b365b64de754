import { initialiseCluster, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";

/** Starts PostgreSQL in a folder from a process of its own, for tests that kill one or the other. */
const [folder = ""] = process.argv.slice(2);

const cluster = {
  binaries: embeddedPostgresBinaries(),
  dataDirectory: `${folder}/postgres`,
  logFile: `${folder}/postgres.log`,
  port: await findFreePort(),
  password: "test",
};
await initialiseCluster(cluster);
const running = await startCluster(cluster);
process.stdout.write(`${running.pid}\n`);
await running.exited;
