import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { CALL_BUCKETS } from "#lib/core/call-buckets.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import type { Database } from "../ports.ts";
import { type BudgetPlace, sharedBudget } from "./call-budget.ts";

let database: TestDatabase;
let processes: Database[];
const place: BudgetPlace = { accountId: "111122223333", region: "eu-west-1", kind: "mutations" };
const { capacity, perSecond } = CALL_BUCKETS.mutations;

beforeAll(async () => {
  database = await createTestDatabase();
  processes = [1, 2].map(() => openDatabase(database.workerUrl, { applicationName: "test", connections: 4 }));
});
afterAll(async () => {
  for (const db of processes) await db.$disconnect();
  await database.drop();
});

it("several processes together stay within one budget of an account and Region, and no other's", async () => {
  const begun = performance.now();
  const wanted = capacity + perSecond;
  await Promise.all(
    Array.from({ length: wanted }, (_, at) =>
      sharedBudget(processes[at % 2] as Database, place, false).take(),
    ),
  );
  const seconds = (performance.now() - begun) / 1_000;
  // What is beyond the capacity comes at the rate: never faster.
  expect(seconds).toBeGreaterThanOrEqual((wanted - capacity) / perSecond - 0.05);
  const other = performance.now();
  await sharedBudget(processes[0] as Database, { ...place, region: "eu-central-1" }, false).take();
  expect(performance.now() - other).toBeLessThan(200);
});

it("what must end goes before all others, in whichever process they wait", async () => {
  const [one, two] = processes as [Database, Database];
  await sharedBudget(one, place, false).drain();
  const order: string[] = [];
  const others = [1, 2, 3].map(() =>
    sharedBudget(one, place, false)
      .take()
      .then(() => order.push("other")),
  );
  const first = [1, 2].map(() =>
    sharedBudget(two, place, true)
      .take()
      .then(() => order.push("first")),
  );
  await Promise.all([...others, ...first]);
  expect(order).toEqual(["first", "first", "other", "other", "other"]);
});
