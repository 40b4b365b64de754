import { execFile, spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { guardAgainstOrphan } from "./orphan-guard.ts";
import { poll } from "./poll.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { type PostgresCommand, postgresCommand } from "./postgres-command.ts";
import { clearLeftoverPostmaster, readPostmaster, stopPostmaster } from "./postmaster-file.ts";
import { findProcess } from "./process-table.ts";
import { StartupRefusal } from "./startup-refusal.ts";

const run = promisify(execFile);
const startWithinMs = 60_000;

/** PostgreSQL gets nothing of ours: neither secrets nor `PG*` variables that would change what it does. */
const environment = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV };

/** A PostgreSQL cluster of our own in a directory, listening on 127.0.0.1 only. */
export interface Cluster {
  readonly binaries: PostgresBinaries;
  /** Absolute. Everything below belongs to PostgreSQL. */
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly port: number;
  /** The superuser's: its name is `postgres`. */
  readonly password: string;
  /** Extra server settings, for example `{ fsync: "off" }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningCluster {
  readonly pid: number;
  /** Resolves when PostgreSQL is gone, whoever stopped it. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** A connection URL on the cluster. */
export function clusterUrl(cluster: Pick<Cluster, "port" | "password">, database: string): string {
  return `postgresql://postgres:${encodeURIComponent(cluster.password)}@127.0.0.1:${cluster.port}/${database}`;
}

/** Creates the cluster's files when there are none; refuses files of another PostgreSQL major. */
export async function initialiseCluster(cluster: Cluster): Promise<void> {
  const { binaries, dataDirectory } = cluster;
  const versionFile = path.join(dataDirectory, "PG_VERSION");
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, "utf8").trim();
    if (found === String(binaries.major)) return;
    throw new StartupRefusal(
      `The data folder ${dataDirectory} was made by PostgreSQL ${found} and this is ${binaries.major}: restore a backup into a new folder, or run the version that made it.`,
    );
  }
  // An initdb that was killed leaves a folder without a version; PostgreSQL never ran on it.
  rmSync(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataDirectory}.password`;
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  const locale = binaries.major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
  const args = [
    `--pgdata=${dataDirectory}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    ...locale,
    ...(cluster.settings?.fsync === "off" ? ["--no-sync"] : []),
  ];
  const command = postgresCommand(binaries.initdb, args, dataDirectory);
  if (command.user) {
    for (const file of [dataDirectory, passwordFile]) chownSync(file, command.user.uid, command.user.gid);
  }
  try {
    await run(command.file, command.args, { ...command.options, env: environment });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the cluster and waits until it takes connections. */
export async function startCluster(cluster: Cluster): Promise<RunningCluster> {
  await clearLeftoverPostmaster(cluster.dataDirectory);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_min_messages: "warning",
    ...cluster.settings,
  };
  const args = ["-D", cluster.dataDirectory, "-p", String(cluster.port)];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const command = postgresCommand(cluster.binaries.postgres, args, cluster.dataDirectory);
  const deadline = Date.now() + startWithinMs;
  for (;;) {
    const attempt = await attemptStart(command, cluster);
    if (typeof attempt !== "string") return attempt;
    // Backends of a postmaster that was killed take a moment to notice; until then their memory is in use.
    if (!attempt.includes("pre-existing shared memory") || Date.now() > deadline) {
      throw new StartupRefusal(`PostgreSQL did not start: ${attempt}`);
    }
    await delay(200);
  }
}

/** The running cluster, or what PostgreSQL said before it ended. */
async function attemptStart(command: PostgresCommand, cluster: Cluster): Promise<RunningCluster | string> {
  const log = openSync(cluster.logFile, "w", 0o600);
  const server = spawn(command.file, command.args, {
    ...command.options,
    env: environment,
    stdio: ["ignore", log, log],
    // A process group of its own: Ctrl-C in the terminal must not stop it before what uses it.
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => server.once("spawn", resolve).once("error", reject));
  const { pid } = server;
  if (pid === undefined) throw new Error("PostgreSQL has no process number.");
  const withdrawGuard = guardAgainstOrphan(cluster.dataDirectory);
  void exited.then(withdrawGuard);
  const outcome = await poll("PostgreSQL to take connections", startWithinMs, () => {
    if (findProcess(pid) === undefined) return "ended";
    const postmaster = readPostmaster(cluster.dataDirectory);
    return postmaster?.pid === pid && postmaster.ready && "ready";
  });
  if (outcome === "ended") return readFileSync(cluster.logFile, "utf8").trim();
  return { pid, exited, stop: () => stopPostmaster(pid, 4_000) };
}
