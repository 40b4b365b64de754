/** A primary and a synchronous standby of Debian's PostgreSQL behind one address, as a failover needs them. */
import { execFile } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { clusterUrl, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { poll } from "#lib/adapters/system/poll.ts";
import { postgresBinariesIn } from "#lib/adapters/system/postgres-binaries.ts";
import { postgresCommand } from "#lib/adapters/system/postgres-command.ts";
import { type BenchCluster, startBenchCluster } from "./bench-cluster.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

/** The embedded one ships no pg_basebackup. */
const DEBIAN = "/usr/lib/postgresql/15/bin";
const STANDBY = "standby";

export const hasStandbyPrograms = (): boolean => existsSync(path.join(DEBIAN, "pg_basebackup"));

export interface StandbyPair extends BenchCluster {
  /** `kill -9` of the primary, and the standby takes its place and its address. */
  failOver(): Promise<void>;
}

async function ask(url: string, question: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}

export async function startStandbyPair(): Promise<StandbyPair> {
  const primary = await startBenchCluster({}, postgresBinariesIn(DEBIAN));
  const address = await startTcpProxy(primary.cluster.port);
  const directory = mkdtempSync(path.join(tmpdir(), "sallyport-chaos-standby-"));
  chmodSync(directory, 0o755);
  const dataDirectory = path.join(directory, "postgres");
  await copyOf(primary, dataDirectory);
  const standby = {
    ...primary.cluster,
    dataDirectory,
    logFile: path.join(directory, "postgres.log"),
    port: await findFreePort(),
  };
  const running = await startCluster(standby);
  const onPrimary = clusterUrl(primary.cluster, "postgres");
  await ask(onPrimary, `ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`);
  await ask(onPrimary, "SELECT pg_reload_conf()");
  await poll("the standby to be synchronous", 20_000, async () => {
    const rows = await ask(onPrimary, "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
    return rows.length === 1;
  });
  return {
    ...primary,
    // Whoever connects, connects to the address, and not to one of the two.
    shared: { ...primary.shared, port: address.port },
    async failOver() {
      await primary.kill();
      await ask(clusterUrl(standby, "postgres"), "SELECT pg_promote()");
      address.lead(standby.port);
      address.reset();
    },
    // What was the primary stays dead.
    start: async () => undefined,
    async close() {
      await address.close();
      await running.stop();
      await primary.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function copyOf({ cluster }: BenchCluster, dataDirectory: string): Promise<void> {
  const source = `host=127.0.0.1 port=${cluster.port} user=postgres application_name=${STANDBY}`;
  const words = [`--pgdata=${dataDirectory}`, `--dbname=${source}`, "--write-recovery-conf", "--no-sync"];
  mkdirSync(dataDirectory, { mode: 0o700 });
  const command = postgresCommand(
    path.join(DEBIAN, "pg_basebackup"),
    [...words, "--checkpoint=fast"],
    dataDirectory,
  );
  if (command.user) chownSync(dataDirectory, command.user.uid, command.user.gid);
  await promisify(execFile)(command.file, command.args, {
    ...command.options,
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, PGPASSWORD: cluster.password },
  });
}
