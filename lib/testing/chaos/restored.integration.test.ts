/** Case 45 of the design's FAILURES.md, with the real backup, the real restore and a real worker. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { restoreBackup } from "#lib/adapters/db/backup/restore-backup.ts";
import { writeBackup } from "#lib/adapters/db/backup/write-backup.ts";
import { webRole, workerRole } from "#lib/adapters/db/role-passwords.ts";
import { asSuperuser } from "#lib/testing/template-database.ts";
import { createEmptyDatabase } from "#lib/testing/test-database.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { startWorker } from "#lib/testing/worker/worker-process.ts";
import { confirmSafeMode } from "#lib/usecases/safe-mode/confirm-safe-mode.ts";
import { readSafeMode } from "#lib/usecases/safe-mode/read-safe-mode.ts";
import { isSallyports } from "./oracles/calls.ts";

const migrations = path.resolve(import.meta.dirname, "..", "..", "..", "prisma", "migrations");
/** A worker looks for what is approved every second. */
const LONG_ENOUGH_MS = 3_500;

// Two workers that start, and a database that is put back.
vi.setConfig({ testTimeout: 240_000 });

let bench: Bench;
let folder: string;
beforeAll(async () => {
  bench = await startBench();
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-yesterday-"));
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const calls = async () => (await bench.mutations()).filter(isSallyports).length;
const asOwner = async (url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await act(client);
  await client.end();
};

/** The backup, where the database was, under its name. */
async function putBack(file: string): Promise<void> {
  const { name } = bench.org.database;
  const restored = await createEmptyDatabase();
  await asOwner(restored.ownerUrl, async (client) => {
    expect(await restoreBackup(client, restored.ownerUrl, migrations, file)).toMatchObject({ ok: true });
  });
  await asSuperuser(inject("testCluster"), async (client) => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`ALTER DATABASE ${restored.name} RENAME TO ${name}`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${webRole}, ${workerRole}`);
  });
  // Connections to what was there are lost; the next ones find what is.
  for (const db of [bench.org.owner, bench.org.web, bench.org.worker]) {
    const answers = () =>
      db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 10_000 }).toBe(true);
  }
}

/** `npm run chaos -- --cases` tries it; the parts of it have tests of their own in every `npm test`. */
it.skipIf(process.env.CHAOS_WHOLE === undefined)(
  "case 45: on yesterday's database nothing is applied again until an admin has confirmed it",
  async () => {
    const { people, database, worker } = bench.org;
    const file = path.join(folder, "yesterday.backup");
    const { change, grant } = await bench.askGrant(people.mara, "203.0.113.45/32", 3_600);
    await bench.approve(change, people.casey);
    await asOwner(database.ownerUrl, (client) => writeBackup(client, file));

    const today = await startWorker(bench);
    await expect.poll(() => bench.changeState(change.id), { timeout: 60_000 }).toBe("applied");
    await bench.handBack(people.mara, grant.id, await bench.observe());
    await expect.poll(() => bench.grantState(grant.id), { timeout: 60_000 }).toBe("ended");
    // It remembers outside of the database how long the log was.
    await sleep(6_000);
    today.kill("SIGTERM");
    await today.ended;
    const before = await calls();

    await putBack(file);
    expect(await bench.changeState(change.id)).toBe("approved");
    const again = await startWorker(bench);
    await expect.poll(() => readSafeMode(worker), { timeout: 60_000 }).not.toBeNull();
    await sleep(LONG_ENOUGH_MS);
    expect([await bench.changeState(change.id), await calls()]).toEqual(["approved", before]);

    const doubted = await readSafeMode(worker);
    const confirmed = { id: doubted?.id ?? "", reason: "It is yesterday's, and compared with EC2" };
    expect(await confirmSafeMode({ db: bench.org.web }, people.casey, confirmed)).toMatchObject({ ok: true });
    await expect.poll(() => bench.changeState(change.id), { timeout: 60_000 }).toBe("applied");
    again.kill("SIGKILL");
    await again.ended;
  },
);
