import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/test-database.ts";
import type { Database, Job } from "#lib/usecases/ports.ts";
import { createJobQueue } from "./job-queue.ts";
import { startJobWorker } from "./job-worker.ts";

let testDatabase: TestDatabase;
let web: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  web = openDatabase(testDatabase.webUrl, { applicationName: "test", connections: 4 });
});
afterAll(async () => {
  await web.$disconnect();
  await testDatabase.drop();
});

const changeJob = (): Job => ({ name: "apply-change", changeId: crypto.randomUUID() });

test("the web's role puts jobs in with its transaction, and the worker's role takes each once", async () => {
  const queue = createJobQueue(web);
  const job = changeJob();
  const undone = changeJob();
  const looks: Job = { name: "observe-scope", scopeId: crypto.randomUUID(), requestedBy: null };
  await web.$transaction((transaction) => queue.enqueue(transaction, job));
  await expect(
    web.$transaction(async (transaction) => {
      await queue.enqueue(transaction, undone);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  for (let asked = 0; asked < 5; asked += 1) {
    await web.$transaction((transaction) => queue.enqueue(transaction, looks));
  }

  const taken: Job[] = [];
  const errors: Error[] = [];
  const worker = await startJobWorker(
    testDatabase.workerUrl,
    {
      applyChange: async (each) => void taken.push(each),
      observeScope: async (each) => void taken.push(each),
    },
    (error) => errors.push(error),
  );
  await vi.waitFor(() => expect(taken).toHaveLength(2), { timeout: 10_000 });
  expect(taken).toEqual(expect.arrayContaining([job, looks]));
  await worker.stop();
  expect(errors).toEqual([]);
});
