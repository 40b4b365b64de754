import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmptyDatabase } from "#lib/testing/test-database.ts";
import { migrateDatabase } from "./migrate.ts";

describe("the migration runner", () => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let client: pg.Client;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "migrations-"));
    database = await createEmptyDatabase();
    client = await connect();
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
    rmSync(directory, { recursive: true });
  });

  const connect = async (): Promise<pg.Client> => {
    const connected = new pg.Client({ connectionString: database.ownerUrl });
    await connected.connect();
    return connected;
  };
  const write = (name: string, sql: string): void => {
    mkdirSync(path.join(directory, name), { recursive: true });
    writeFileSync(path.join(directory, name, "migration.sql"), sql);
  };

  it("applies what is missing, once, in order", async () => {
    write("2_second", "ALTER TABLE door ADD colour text");
    write("1_first", "CREATE TABLE door (id int); INSERT INTO door VALUES (1)");
    expect(await migrateDatabase(client, directory)).toEqual({ ok: true, value: ["1_first", "2_second"] });
    write("3_third", "INSERT INTO door VALUES (2)");
    expect(await migrateDatabase(client, directory)).toEqual({ ok: true, value: ["3_third"] });
    expect(await migrateDatabase(client, directory)).toEqual({ ok: true, value: [] });
    expect((await client.query("SELECT id FROM door ORDER BY id")).rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("changes nothing when one fails, and applies it once it is mended", async () => {
    write("1_first", "CREATE TABLE door (id int); SELECT 1/0");
    const failed = await migrateDatabase(client, directory);
    expect(failed).toMatchObject({ ok: false, problem: { kind: "migration-failed" } });
    write("1_first", "CREATE TABLE door (id int)");
    expect(await migrateDatabase(client, directory)).toEqual({ ok: true, value: ["1_first"] });
  });

  it("refuses a database that is newer than the code", async () => {
    write("1_first", "CREATE TABLE door (id int)");
    write("2_second", "ALTER TABLE door ADD colour text");
    await migrateDatabase(client, directory);
    rmSync(path.join(directory, "2_second"), { recursive: true });
    expect(await migrateDatabase(client, directory)).toMatchObject({
      ok: false,
      problem: { kind: "database-newer-than-code", sentence: expect.stringContaining("2_second") },
    });
  });

  it("refuses a migration that was edited after it was applied", async () => {
    write("1_first", "CREATE TABLE door (id int)");
    await migrateDatabase(client, directory);
    write("1_first", "CREATE TABLE door (id bigint)");
    expect(await migrateDatabase(client, directory)).toMatchObject({
      ok: false,
      problem: { kind: "migration-edited" },
    });
  });

  it("applies each migration once when several start together", async () => {
    write("1_first", "CREATE TABLE door (id int); SELECT pg_sleep(0.2); INSERT INTO door VALUES (1)");
    const clients = await Promise.all([connect(), connect(), connect(), connect()]);
    const results = await Promise.all(clients.map((one) => migrateDatabase(one, directory)));
    await Promise.all(clients.map((one) => one.end()));
    expect(results.filter((result) => result.ok && result.value.length === 1)).toHaveLength(1);
    expect((await client.query("SELECT id FROM door")).rows).toEqual([{ id: 1 }]);
  });
});
