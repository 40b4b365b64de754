import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { type RunningSandbox, runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { RememberingQueue } from "#lib/testing/organisation.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import { enqueueDueLooks } from "#lib/usecases/observation/enqueue-due-looks.ts";
import { loadObservation } from "#lib/usecases/observation/load-observation.ts";
import { observeScope } from "#lib/usecases/observation/observe-scope.ts";
import { beginObservation } from "#lib/usecases/observation/record-observation.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { createEc2Clients, type Ec2Clients } from "./ec2-clients.ts";
import { createEstateReader } from "./estate-reader.ts";
import { sandboxAccess } from "./sandbox-access.ts";

const ACCOUNT = "111122223333";
const REGION = "eu-central-1";

let sandbox: RunningSandbox;
let testDatabase: TestDatabase;
let db: Database;
let clients: Ec2Clients;
let scopeId: string;

beforeAll(async () => {
  sandbox = await runningSandbox({ estate: demoEstate });
  testDatabase = await createTestDatabase();
  db = openDatabase(testDatabase.workerUrl, { applicationName: "test", connections: 4 });
  clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, sandbox.url),
    mayCall: (origin) => origin === sandbox.url,
    requestDeadlineMs: 2_000,
  });
  scopeId = (await db.scope.create({ data: { accountId: ACCOUNT, accountName: "prod", region: REGION } })).id;
});

afterAll(async () => {
  clients.close();
  await db.$disconnect();
  await testDatabase.drop();
  await sandbox.stop();
});

afterEach(() => sandbox.clearFaults());

const observe = (): Promise<boolean> => observeScope(db, createEstateReader(clients), scopeId, null);
const load = async () => {
  const observation = await loadObservation(db, scopeId);
  if (observation === null) throw new Error("nothing was observed");
  return observation;
};
test("a whole Region is read, and a second look that finds the same writes no item", async () => {
  expect(await observe()).toBe(true);
  const first = await load();
  expect(first).toMatchObject({ accountId: ACCOUNT, region: REGION });
  expect(Object.values(first.parts).every((part) => part.complete)).toBe(true);
  expect(first.groups.length).toBeGreaterThan(20);
  expect(first.groups.every((group) => group.rulesKnown)).toBe(true);
  expect(first.groups.some((group) => group.rules.some((rule) => rule.ruleId !== null))).toBe(true);
  expect(first.interfaces.length).toBeGreaterThan(5);
  expect(first.prefixLists.every((list) => list.entries !== null)).toBe(true);
  const items = await db.observedItem.count();
  expect(await observe()).toBe(true);
  expect(await db.observedItem.count()).toBe(items);
  expect(await db.observation.count()).toBe(2);
  const last = await db.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(last).toMatchObject({ state: "complete", changes: 0 });
  expect(last.progress).toMatchObject({ groups: { items: first.groups.length } });
});

test("a rules page that fails makes groups unknown and deletes nothing; the next look mends it", async () => {
  const before = await load();
  await sandbox.fault({
    match: { action: "DescribeSecurityGroupRules" },
    times: 5,
    effect: { kind: "error", code: "InternalError", status: 500 },
  });
  await observe();
  const broken = await load();
  expect(broken.groups).toHaveLength(before.groups.length);
  expect(broken.groups.some((group) => !group.rulesKnown)).toBe(true);
  expect(broken.groups.map((group) => group.rules.length)).toEqual(
    before.groups.map((group) => group.rules.length),
  );
  expect(broken.parts.groups).toMatchObject({
    complete: false,
    problem: expect.stringContaining("InternalError"),
  });
  expect(broken.parts.groups.asOf).toBe(before.parts.groups.asOf);
  expect(broken.parts.vpcs.complete).toBe(true);
  await observe();
  expect((await load()).groups).toEqual(before.groups);
  const then = await loadObservation(db, scopeId, new Date(Date.parse(broken.takenAt) - 1));
  expect(then?.groups).toEqual(before.groups);
});

test("a failed page keeps the old interfaces, with the time they were true", async () => {
  const before = await load();
  await sandbox.fault({
    match: { action: "DescribeNetworkInterfaces" },
    times: 99,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });
  await observe();
  const broken = await load();
  expect(broken.interfaces).toEqual(before.interfaces);
  expect(broken.parts.interfaces).toMatchObject({ complete: false, asOf: before.parts.interfaces.asOf });
});

test("dropped, hung and throttled reads are read again within the look", async () => {
  await sandbox.fault({ match: { action: "DescribeVpcs" }, effect: { kind: "drop", when: "after" } });
  await sandbox.fault({ match: { action: "DescribeSubnets" }, effect: { kind: "hang" } });
  await sandbox.fault({
    match: { action: "DescribeInstances" },
    times: 2,
    effect: { kind: "error", code: "RequestLimitExceeded", status: 503 },
  });
  await observe();
  expect(Object.values((await load()).parts).every((part) => part.complete)).toBe(true);
});

test("an account that answers nothing is unknown, never empty", async () => {
  const before = await load();
  await sandbox.fault({ times: 999, effect: { kind: "error", code: "AuthFailure", status: 401 } });
  await observe();
  const broken = await load();
  expect(broken.groups).toHaveLength(before.groups.length);
  expect(broken.groups.every((group) => !group.rulesKnown)).toBe(true);
  expect((await db.observation.findFirstOrThrow({ orderBy: { id: "desc" } })).state).toBe("failed");
});

test("credentials of another account are refused before any call", async () => {
  const wrong = createEc2Clients({
    access: (accountId) => ({ ...sandboxAccess("444455556666", sandbox.url), accountId }),
    mayCall: (origin) => origin === sandbox.url,
  });
  await expect(wrong.connect(ACCOUNT, REGION, "read")).rejects.toThrow(/belong to the account 444455556666/);
  wrong.close();
});

test("no request goes to a server that the account must not talk to, wherever its address came from", async () => {
  const guarded = createEc2Clients({
    access: (accountId) => ({ ...sandboxAccess(accountId, sandbox.url), stsEndpoint: null }),
    mayCall: (origin) => origin !== new URL(sandbox.url).origin && !origin.endsWith(".amazonaws.com"),
  });
  const before = (await sandbox.requests()).length;
  await expect(guarded.connect(ACCOUNT, REGION, "read")).rejects.toThrow("must not go to");
  expect((await sandbox.requests()).length).toBe(before);
  guarded.close();
});

test("the account's limits are read from Service Quotas; unreadable ones are assumed, and said to be", async () => {
  await db.$executeRaw`UPDATE observation SET limits = NULL`;
  await sandbox.fault({
    match: { action: "GetServiceQuota" },
    effect: { kind: "error", code: "AccessDeniedException" },
  });
  expect(await observe()).toBe(true);
  const denied = await load();
  expect(Object.values(denied.parts).every((part) => part.complete)).toBe(true);
  expect(denied.limits).toMatchObject({ rulesPerGroup: null, groupsPerInterface: 5, asOf: null });
  expect(limitsInForce(denied)).toMatchObject({
    rulesPerGroup: 60,
    assumedBecause: expect.stringMatching(/GetServiceQuota failed with AccessDeniedException/),
  });
  await sandbox.clearFaults();
  expect(await observe()).toBe(true);
  const read = await load();
  expect(read.limits).toEqual({
    rulesPerGroup: 60,
    groupsPerInterface: 5,
    asOf: read.takenAt,
    problem: null,
  });
  expect(limitsInForce(read).assumedBecause).toBeNull();
});

test("a look shows signs of life while it reads; without one for ten seconds it holds back no other", async () => {
  await sandbox.fault({
    match: { action: "DescribeVpcs" },
    effect: { kind: "delay", milliseconds: 1_500, when: "before" },
  });
  const looking = observe();
  const newest = () => db.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  await expect.poll(async () => (await newest()).progress).toHaveProperty("aliveAt");
  expect(await looking).toBe(true);
  expect((await newest()).progress).not.toHaveProperty("aliveAt");

  // Its worker was killed: it stays as it was last told of.
  const other = await db.scope.create({
    data: { accountId: ACCOUNT, accountName: "prod", region: "eu-west-9" },
  });
  const due = () => enqueueDueLooks({ db, queue: new RememberingQueue() }, 60);
  expect(await due()).toBe(1);
  const lost = await beginObservation(db, other.id, null);
  const lastSeen = (secondsAgo: number) => db.$executeRaw`
    UPDATE observation SET progress = jsonb_build_object('aliveAt', now() - ${secondsAgo} * interval '1 s')
     WHERE id = ${lost.id}`;
  expect(await due()).toBe(0);
  await lastSeen(8);
  expect(await due()).toBe(0);
  await lastSeen(11);
  expect(await due()).toBe(1);
});
