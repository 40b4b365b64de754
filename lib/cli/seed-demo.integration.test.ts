import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { demoModel } from "#lib/sandbox/estate/demo-model.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import type { Database } from "#lib/usecases/ports.ts";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "sallyport-seed-"));
const file = path.join(folder, "demo-model.json");
let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.ownerUrl, { applicationName: "test", connections: 4 });
  const model = await demoModel(demoEstate, "http://127.0.0.1:3020", new Date(), true);
  writeFileSync(file, JSON.stringify(model));
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** The command as the operator runs it, as a process of its own. */
const command = (name: string, ...args: string[]) =>
  run(process.execPath, [`lib/cli/${name}.ts`, ...args], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: database.ownerUrl,
      SALLYPORT_DATA: folder,
    },
  });

const counts = async () => ({
  people: await db.person.count(),
  roles: await db.roleAssignment.count(),
  stacks: await db.stack.count(),
  patterns: await db.pattern.count(),
  entries: await db.auditEntry.count(),
});

it("the demo's people are kept out of a database that knows real ones", async () => {
  const person = await db.person.create({ data: { displayName: "Somebody", email: "s@example.com" } });
  const identity = { issuer: "https://login.example.com", subject: "1" };
  await db.identity.create({ data: { ...identity, personId: person.id } });
  await expect(command("seed-demo", file)).rejects.toMatchObject({
    stderr: expect.stringContaining("knows people of https://login.example.com"),
  });
  expect(await db.person.count()).toBe(1);
  await db.identity.delete({ where: { issuer_subject: identity } });
  await db.person.delete({ where: { id: person.id } });
});

it("the demo model is seeded through the use-cases, logged, and seeded again without effect", async () => {
  await command("seed-demo", file);
  const first = await counts();
  expect(first.stacks).toBeGreaterThanOrEqual(4);
  expect(first.entries).toBeGreaterThan(first.stacks + first.people);
  const mara = await db.person.findFirstOrThrow({ where: { displayName: "Mara Haddad" } });
  expect(await db.source.findFirst({ where: { ownerId: mara.id } })).toMatchObject({
    value: "203.0.113.7/32",
  });
  const olek = await db.person.findFirstOrThrow({ where: { displayName: "Olek Marsh" } });
  expect(olek.disabledAt).not.toBeNull();

  await command("seed-demo", file);
  expect(await counts()).toEqual(first);
});

it("audit:verify finds the log intact, and after an edit says where it is not", async () => {
  while ((await sequenceAudit({ db })) > 0);
  const intact = await command("audit-verify");
  expect(intact.stdout).toMatch(
    /^The log agrees with itself: \d+ entries, no gap, no edit, none of them signed yet\./,
  );

  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(`UPDATE audit_entry SET actor = 'worker' WHERE id =
    (SELECT entry_id FROM audit_index WHERE index = 3)`);
  await client.end();
  await expect(command("audit-verify")).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Entry 3: the column "actor" does not say what the entry says.'),
  });
});
