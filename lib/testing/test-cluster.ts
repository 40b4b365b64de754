import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { initialiseCluster, startCluster } from "#lib/adapters/system/embedded-postgres.ts";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { embeddedPostgresBinaries, postgresBinariesIn } from "#lib/adapters/system/postgres-binaries.ts";
import { makeTemplateDatabase, type TestCluster } from "./template-database.ts";

/**
 * vitest's global set-up for integration tests: one throw-away PostgreSQL cluster a run, with a migrated
 * template database that each `createTestDatabase()` copies. `TEST_POSTGRES_BIN` names another PostgreSQL's
 * programs than the embedded ones.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), "sallyport-test-"));
  chmodSync(directory, 0o755);
  const otherBinaries = process.env.TEST_POSTGRES_BIN;
  const cluster = {
    binaries: otherBinaries ? postgresBinariesIn(otherBinaries) : embeddedPostgresBinaries(),
    dataDirectory: path.join(directory, "postgres"),
    logFile: path.join(directory, "postgres.log"),
    port: await findFreePort(),
    password: randomBytes(12).toString("hex"),
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" },
  };
  await initialiseCluster(cluster);
  const running = await startCluster(cluster);
  const shared: TestCluster = {
    port: cluster.port,
    password: cluster.password,
    rolePassword: randomBytes(12).toString("hex"),
    major: cluster.binaries.major,
  };
  const tearDown = async (): Promise<void> => {
    await running.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await makeTemplateDatabase(shared);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("testCluster", shared);
  return tearDown;
}
