import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { PrismaClient } from "#lib/adapters/db/generated/client.ts";
import { groupOf } from "#lib/core/testing/estate.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import type { Database } from "../ports.ts";
import { decideOutcome } from "./decide-outcome.ts";
import type { EstateReading } from "./estate-reader.ts";
import { loadObservation } from "./load-observation.ts";
import { observeScope } from "./observe-scope.ts";
import { beginObservation, recordObservation, writeOutcome } from "./record-observation.ts";

let testDatabase: TestDatabase;
let owner: Database;
let worker: Database;
let scopeId: string;

/** What a transaction may take here, for the thirty seconds it may take elsewhere. */
const PATIENCE_MS = 1_000;
const GROUPS = 2_600;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = openDatabase(testDatabase.ownerUrl, { applicationName: "test", connections: 2 });
  worker = new PrismaClient({
    adapter: new PrismaPg({ connectionString: testDatabase.workerUrl, max: 2 }),
    transactionOptions: { timeout: PATIENCE_MS },
  });
  const scope = { accountId: "111122223333", accountName: "large", region: "eu-central-1" };
  scopeId = (await owner.scope.create({ data: scope })).id;
  await owner.$executeRaw`CREATE TABLE written (what text, rows int, transaction text)`;
  await owner.$executeRaw`GRANT INSERT ON written TO sallyport_worker`;
  await owner.$executeRawUnsafe(`
    CREATE FUNCTION tell_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO written SELECT TG_TABLE_NAME, count(*), pg_current_xact_id()::text FROM fresh;
      IF TG_TABLE_NAME = 'content' THEN
        IF EXISTS (SELECT 1 FROM fresh WHERE body LIKE '%"fromPort":666%') THEN RAISE 'The disk is full.'; END IF;
        -- A slow machine.
        PERFORM pg_sleep(0.4);
      END IF;
      RETURN NULL;
    END $$`);
  for (const table of ["content", "observed_item"])
    await owner.$executeRawUnsafe(`
      CREATE TRIGGER tell_written AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION tell_written()`);
});
afterAll(async () => {
  await worker.$disconnect();
  await owner.$disconnect();
  await testDatabase.drop();
});

const whole = <Item>(items: readonly Item[]) => ({ items, complete: true, problem: null });
const readingOf = (count: number, port: number): EstateReading => ({
  vpcs: whole([]),
  subnets: whole([]),
  peerings: whole([]),
  groups: whole(
    Array.from({ length: count }, (_, number) =>
      groupOf(`sg-${number.toString(16).padStart(17, "0")}`, [`tcp ${port} 192.0.2.0/24`]),
    ),
  ),
  interfaces: whole([]),
  instances: whole([]),
  prefixLists: whole([]),
});

const portsNow = async () =>
  (await loadObservation(worker, scopeId))?.groups.map(({ rules }) => rules[0]?.fromPort) ?? [];

test("a first look whose contents take longer to store than a transaction may last is kept whole", async () => {
  const look = await beginObservation(worker, scopeId, null);
  expect(await recordObservation(worker, look, readingOf(GROUPS, 22), {})).toBe(true);

  expect(await portsNow()).toHaveLength(GROUPS);
  const written = await owner.$queryRaw<{ what: string; rows: number; transaction: string }[]>`
    SELECT what, rows, transaction FROM written`;
  const contents = written.filter(({ what, rows }) => what === "content" && rows > 0);
  const spans = written.filter(({ what }) => what === "observed_item");
  // Contents mean nothing before a span says whose they are: they go in bit by bit, the spans all at once.
  expect(contents.reduce((sum, { rows }) => sum + rows, 0)).toBe(GROUPS);
  expect(new Set(contents.map(({ transaction }) => transaction)).size).toBe(contents.length);
  expect(new Set(spans.map(({ transaction }) => transaction)).size).toBe(1);
  expect(Math.max(...[...contents, ...spans].map(({ rows }) => rows))).toBeLessThan(GROUPS / 2);
}, 20_000);

test("two looks worked out against the same one before them do not both end what it began", async () => {
  const early = await beginObservation(worker, scopeId, null);
  const late = await beginObservation(worker, scopeId, null);
  const [, recorded] = await Promise.all([
    recordObservation(worker, early, readingOf(3, 23), {}),
    recordObservation(worker, late, readingOf(4, 24), {}),
  ]);
  expect(recorded).toBe(true);
  expect(await portsNow()).toEqual([24, 24, 24, 24]);
});

test("content that was forgotten between being stored and being named is stored again", async () => {
  const look = await beginObservation(worker, scopeId, null);
  const outcome = decideOutcome(readingOf(2, 25), look.startedAt, [], null);
  await worker.$transaction((transaction) => writeOutcome(transaction, look, outcome, null, {}));
  expect((await portsNow()).filter((port) => port === 25)).toHaveLength(2);
});

test("a look that could not be kept says so at once, and what was known stays", async () => {
  const before = await portsNow();
  const reader = { read: async () => readingOf(2, 666) };
  await expect(observeScope(worker, reader, scopeId, null)).rejects.toThrow("The disk is full.");
  const last = await owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(last).toMatchObject({ state: "failed", digest: null, problem: "What was read could not be kept." });
  expect(await portsNow()).toEqual(before);
});
