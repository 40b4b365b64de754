import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { urlForRole, webRole } from "#lib/adapters/db/role-passwords.ts";
import {
  type Cluster,
  clusterUrl,
  initialiseCluster,
  type RunningCluster,
  startCluster,
} from "#lib/adapters/system/embedded-postgres.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries } from "#lib/adapters/system/postgres-binaries.ts";
import { openDatabase } from "./database.ts";

/** Roles belong to the whole server, so this one is nobody else's. */
let folder: string;
let cluster: Cluster;
let running: RunningCluster;
const ownerPassword = "owner-of-production";
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "derived-passwords-"));
  chmodSync(folder, 0o755);
  cluster = {
    binaries: embeddedPostgresBinaries(),
    dataDirectory: path.join(folder, "postgres"),
    logFile: path.join(folder, "postgres.log"),
    port: await findFreePort(),
    password: randomBytes(12).toString("hex"),
    settings: { fsync: "off" },
  };
  await initialiseCluster(cluster);
  running = await startCluster(cluster);
  await asSuperuser(`CREATE ROLE production LOGIN CREATEROLE PASSWORD '${ownerPassword}'`);
  await asSuperuser("CREATE DATABASE production OWNER production");
  await asSuperuser("CREATE DATABASE staging");
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, "postgres") });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const root = path.resolve(import.meta.dirname, "..", "..", "..");
const secrets = (name: string) => {
  const of = (what: string): string => `${name}-${what}-`.padEnd(48, "0");
  return { postgres: of("postgres"), web: of("web"), worker: of("worker"), session: of("session") };
};
const open = (ownerUrl: string, from: string, given: Record<string, string> = {}) =>
  openDatabase(
    root,
    path.join(folder, from),
    readEnvironment("start", { DATABASE_URL: ownerUrl, ...given }),
    secrets(from),
    { started: () => undefined, crashed: () => undefined, gaveUp: () => undefined },
  );

async function signsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

it("leaves the roles of another installation on the same server as they are, and says what to set", async () => {
  // An owner who is no superuser, as at most providers, and may not read who has a password.
  const production = urlForRole(clusterUrl(cluster, "production"), "production", ownerPassword);
  const first = await open(production, "first");
  expect([await signsIn(first.webUrl), await signsIn(first.workerUrl)]).toEqual([true, true]);
  await open(production, "first");

  // The same database without its data folder, and another database of the server.
  for (const url of [production, clusterUrl(cluster, "staging")]) {
    const said = expect.objectContaining({
      name: "StartupRefusal",
      message: expect.stringMatching(/WEB_DATABASE_URL.*WORKER_DATABASE_URL/),
    });
    await expect(open(url, "second")).rejects.toEqual(said);
    expect([await signsIn(first.webUrl), await signsIn(first.workerUrl)]).toEqual([true, true]);
  }

  // What the sentence says to do.
  const staging = new URL(clusterUrl(cluster, "staging"));
  const [web, worker] = [first.webUrl, first.workerUrl].map((text) => {
    const url = new URL(text);
    url.pathname = staging.pathname;
    return url.toString();
  });
  const opened = await open(staging.toString(), "second", {
    WEB_DATABASE_URL: web ?? "",
    WORKER_DATABASE_URL: worker ?? "",
  });
  expect(await signsIn(opened.webUrl)).toBe(true);
});

it("gives a role its password where it has none", async () => {
  await asSuperuser(`ALTER ROLE ${webRole} PASSWORD NULL`);
  const opened = await open(clusterUrl(cluster, "staging"), "first");
  expect(await signsIn(opened.webUrl)).toBe(true);
});
