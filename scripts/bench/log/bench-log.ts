/**
 * The log's rows of `npm run bench`: appending by many writers, the wait for a place, and verifying an export, each held
 * against a baseline of the same run, on a PostgreSQL of its own that waits for its disk.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { migrateDatabase } from "#lib/adapters/db/migrate.ts";
import { clusterUrl, initialiseCluster, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { measureAppends } from "./measure-appends.ts";
import { measureVerify } from "./measure-verify.ts";

export interface LogRow {
  readonly what: string;
  readonly figures: string;
  readonly measured: number;
  readonly bar: number;
  /** Whether the bar is the least that will do, or the most. */
  readonly atLeast: boolean;
}

const ROUNDS = 21;
const RUNS = 5;
/** Some years of a busy company: an export of this size is what somebody waits for. */
const ENTRIES = 400_000;

export async function benchLog(say: (step: string) => void): Promise<readonly LogRow[]> {
  const directory = mkdtempSync(path.join(tmpdir(), "sallyport-log-"));
  chmodSync(directory, 0o755);
  const cluster = {
    binaries: embeddedPostgresBinaries(),
    dataDirectory: path.join(directory, "postgres"),
    logFile: path.join(directory, "postgres.log"),
    port: await findFreePort(),
    password: randomBytes(12).toString("hex"),
  };
  await initialiseCluster(cluster);
  const running = await startCluster(cluster);
  try {
    return await measure(clusterUrl(cluster, "postgres"), directory, say);
  } finally {
    await running.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(
  url: string,
  directory: string,
  say: (step: string) => void,
): Promise<readonly LogRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const migrated = await migrateDatabase(client, path.resolve("prisma/migrations"));
  await client.end();
  if (!migrated.ok) throw new Error(migrated.problem.sentence);
  const db = openDatabase(url, { applicationName: "bench", connections: 16 });
  try {
    const { id } = await db.person.create({ data: { displayName: "Mara Haddad", email: "m@example.org" } });
    say("appends");
    const appends = await measureAppends(db, url, id, ROUNDS);
    say("verifying");
    const verify = await measureVerify(directory, ENTRIES, RUNS);
    const perSecond = (value: number): string => `${value.toFixed(0)}/s`;
    const megabytes = (milliseconds: number): string =>
      `${(verify.bytes / 1e3 / milliseconds).toFixed(0)} MB/s`;
    return [
      {
        what: "appends to the log by 16 writers, to plain inserts",
        figures: `${perSecond(appends.logged)} to ${perSecond(appends.plain)}`,
        measured: appends.ratio,
        bar: 0.8,
        atLeast: true,
      },
      {
        what: "seconds until an entry has its place in the tree, 99 in 100, meanwhile",
        figures: `of ${appends.entries} entries`,
        measured: appends.integratedP99 / 1_000,
        bar: 1,
        atLeast: false,
      },
      {
        what: "`audit verify`, to SHA-256 over the same bytes",
        figures: `${megabytes(verify.verify)} (on all processors together ${megabytes(verify.processors)}) to ${megabytes(verify.plain)}, ${verify.entries} entries`,
        measured: verify.plain / verify.verify,
        bar: 0.25,
        atLeast: true,
      },
    ];
  } finally {
    await db.$disconnect();
  }
}
