/**
 * How much room every observation takes: days of looks at an account of 2,500 groups and 10,000 interfaces, written by
 * the code that writes them in the product into a PostgreSQL of its own, and the sizes that PostgreSQL tells.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { migrateDatabase } from "#lib/adapters/db/migrate.ts";
import { installQueueSchema } from "#lib/adapters/db/queue-schema.ts";
import { clusterUrl, initialiseCluster, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { measureStorage, type StorageMeasure } from "./measure-storage.ts";

const { values } = parseArgs({
  options: {
    days: { type: "string", default: "6" },
    groups: { type: "string", default: "2500" },
    write: { type: "boolean", default: false },
  },
});

const directory = mkdtempSync(path.join(tmpdir(), "sallyport-storage-"));
chmodSync(directory, 0o755);
const cluster = {
  binaries: embeddedPostgresBinaries(),
  dataDirectory: path.join(directory, "postgres"),
  logFile: path.join(directory, "postgres.log"),
  port: await findFreePort(),
  password: randomBytes(12).toString("hex"),
  // Sizes do not depend on whether the disk was waited for; the machine is spared.
  settings: { fsync: "off", synchronous_commit: "off" },
};

const PAGE = "lib/decisions/0821-every-look-is-spans.md";
const START = "<!-- bench: npm run bench:storage -- --write -->";
const END = "<!-- /bench -->";

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`;
const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
const BAR_BYTES = 4e9;

const report = (measure: StorageMeasure): string => {
  const day = measure.tables.reduce((sum, { aDay }) => sum + aDay, 0);
  const start = measure.tables.reduce((sum, { atStart }) => sum + atStart, 0);
  const year = start + 365 * day;
  return [
    "| table | after the first look | a day more | a year (first look + 365 days) |",
    "|---|---|---|---|",
    ...measure.tables.map(
      ({ table, atStart, aDay }) =>
        `| \`${table}\` | ${mb(atStart)} | ${mb(aDay)} | ${gb(atStart + 365 * aDay)} |`,
    ),
    `| all | ${mb(start)} | ${mb(day)} | **${gb(year)}**: ${year <= BAR_BYTES ? "met" : "**not met**"} (bar ${gb(BAR_BYTES)}) |`,
    "",
    `${measure.account}. ${measure.days} days of ${measure.looksADay} looks each were written, ${measure.groupsADay} groups changed and ${measure.interfacesADay} interfaces (with their instances) replaced a day. Sizes are \`pg_total_relation_size\`, indexes and TOAST included, after a plain VACUUM a simulated day, which autovacuum does in the product; a day more is (the end − the first day) / ${measure.days - 1}. PostgreSQL ${cluster.binaries.major}.`,
    "",
    `Writing: a whole look in which ${measure.writing.changes} things changed takes ${measure.writing.milliseconds.toFixed(0)} ms from the reading to the commit, of which making canonical JSON and hashes takes ${measure.writing.hashing.toFixed(0)} ms: ratio ${(measure.writing.milliseconds / measure.writing.hashing).toFixed(2)}. Loading one look of the first day back, whole: ${measure.loading.toFixed(0)} ms; the last: ${measure.loadingLast.toFixed(0)} ms.`,
  ].join("\n");
};

// What a day more takes is told by the days after the first.
if (!(Number(values.days) >= 2)) throw new Error("Measure at least --days 2.");

await initialiseCluster(cluster);
const running = await startCluster(cluster);
const url = clusterUrl(cluster, "postgres");
const client = new pg.Client({ connectionString: url });
const db = openDatabase(url, { applicationName: "bench", connections: 2 });
try {
  await client.connect();
  const migrated = await migrateDatabase(client, path.resolve("prisma/migrations"));
  if (!migrated.ok) throw new Error(migrated.problem.sentence);
  await installQueueSchema(client, url);
  const measure = await measureStorage(db, client, Number(values.groups), Number(values.days), (step) =>
    console.error(`${step} ...`),
  );
  const table = report(measure);
  console.log(table);
  if (values.write) {
    const page = readFileSync(PAGE, "utf8");
    const [before, after] = [page.indexOf(START), page.indexOf(END)];
    if (before === -1 || after === -1) throw new Error(`${PAGE} has no place for the figures.`);
    writeFileSync(PAGE, `${page.slice(0, before + START.length)}\n${table}\n${page.slice(after)}`);
  }
} finally {
  // Before the server stops: it would break their connections, and that would be told instead of what went wrong.
  await db.$disconnect();
  await client.end();
  await running.stop();
  rmSync(directory, { recursive: true, force: true });
}
