/** Case 39 of the design's FAILURES.md: while the log takes no entry nothing is changed; afterwards all of it is. */
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { findPostgresUser } from "#lib/adapters/system/postgres-user.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { logTakesEntries } from "#lib/usecases/audit/log-takes-entries.ts";
import { listChanges, listChangesInput } from "#lib/usecases/read/list-changes.ts";
import { guardedGate } from "../../worker/may-change.ts";
import { isSallyports } from "./oracles/calls.ts";

let bench: Bench;
let host = 0;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const clock = { skewMs: () => 0, compare: async () => undefined };
const sameDatabase = async (): Promise<void> => undefined;
const deps = () => ({
  ...bench.deps,
  ec2: guardedGate(bench.deps.ec2, bench.org.worker, clock, sameDatabase),
});
const calls = async () => (await bench.mutations()).filter(isSallyports).length;
const sql = (text: string) => bench.org.owner.$executeRawUnsafe(text);
/** Whoever is connected connects anew, and finds the database's settings of now. */
const everybodyLeaves = async (): Promise<void> => {
  await bench.org.owner.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename LIKE 'sallyport%'`;
  for (const db of [bench.org.web, bench.org.worker]) {
    const answers = () =>
      db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 10_000 }).toBe(true);
  }
};
const untilItTakes = (taken: boolean) =>
  expect
    .poll(
      () =>
        logTakesEntries(bench.org.worker, bench.deps.actor).then(
          () => true,
          () => false,
        ),
      {
        timeout: 20_000,
      },
    )
    .toBe(taken);

/** With a grant approved: no call and no new request while `wrong` lasts, all of it afterwards. */
async function nothingChangesWhile(
  wrong: () => Promise<unknown>,
  right: () => Promise<unknown>,
): Promise<void> {
  const { people, web } = bench.org;
  host += 1;
  const { change, grant } = await bench.askGrant(people.mara, `203.0.113.${host}/32`, 3_600);
  await bench.approve(change, people.casey);
  const before = await calls();
  await wrong();
  try {
    await untilItTakes(false);
    await applyChange(deps(), change.id).catch(() => undefined);
    expect(await calls()).toBe(before);
    await expect(bench.approve(change, people.ruben)).rejects.toThrow();
    // Reading goes on.
    const seen = await listChanges({ db: web }, people.casey, listChangesInput.parse({ show: "all" }));
    expect(seen.ok && seen.value.rows.map(({ number }) => number)).toContain(change.number);
  } finally {
    await right();
  }
  await untilItTakes(true);
  await expect.poll(() => applyChange(deps(), change.id), { timeout: 20_000 }).toEqual({ kind: "ended" });
  expect(await bench.grantState(grant.id)).toBe("live");
  expect(await calls()).toBe(before + 1);
}

it("case 39: a database that only reads", async () => {
  const { name } = bench.org.database;
  await nothingChangesWhile(
    async () => {
      await sql(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
      await everybodyLeaves();
    },
    async () => {
      await bench.org.owner.$transaction([
        bench.org.owner.$executeRawUnsafe("SET LOCAL transaction_read_only = off"),
        bench.org.owner.$executeRawUnsafe(`ALTER DATABASE ${name} RESET default_transaction_read_only`),
      ]);
      await everybodyLeaves();
    },
  );
});

it("case 39: a log that somebody keeps locked", async () => {
  const { name } = bench.org.database;
  for (const role of ["web", "worker"])
    await sql(`ALTER ROLE sallyport_${role} IN DATABASE ${name} SET lock_timeout = '300ms'`);
  await everybodyLeaves();
  const held = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  let holding: Promise<unknown> = Promise.resolve();
  await nothingChangesWhile(
    () => {
      holding = bench.org.owner.$transaction(
        async (transaction) => {
          await transaction.$executeRaw`LOCK TABLE audit_entry IN EXCLUSIVE MODE`;
          locked.resolve();
          await held.promise;
        },
        { timeout: 60_000 },
      );
      return locked.promise;
    },
    () => {
      held.resolve();
      return holding;
    },
  );
});

/** A disk of 4 MB for PostgreSQL; null where nobody may mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const user = findPostgresUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

it("case 39: a disk that is full", async (test: TestContext) => {
  const folder = smallDisk();
  if (folder === null) return test.skip("nobody here may mount a small disk");
  const space = `small_${bench.org.database.name}`;
  try {
    await sql(`CREATE TABLESPACE ${space} LOCATION '${folder}'`);
    await sql(`ALTER TABLE audit_entry SET TABLESPACE ${space}`);
    await sql(`CREATE TABLE filler (bytes text) TABLESPACE ${space}`);
    await nothingChangesWhile(
      async () => {
        await sql("ALTER TABLE filler ALTER bytes SET STORAGE PLAIN");
        // The whole disk, then what is left of the log's own last page.
        const fill = "INSERT INTO filler SELECT repeat('x', 7000)";
        while (
          await sql(fill).then(
            () => true,
            () => false,
          )
        );
        for (let tries = 0; tries < 100; tries += 1) {
          await logTakesEntries(bench.org.worker, bench.deps.actor).catch(() => undefined);
        }
      },
      () => sql("DROP TABLE filler"),
    );
    await sql("ALTER TABLE audit_entry SET TABLESPACE pg_default");
    await sql(`DROP TABLESPACE ${space}`);
  } finally {
    execFileSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});
