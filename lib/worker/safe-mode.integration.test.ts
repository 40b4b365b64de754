import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import type { Ec2Gate } from "#lib/usecases/apply/ec2-gate.ts";
import { appendAudit } from "#lib/usecases/audit/append-audit.ts";
import { logTakesEntries } from "#lib/usecases/audit/log-takes-entries.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { beginSafeMode } from "#lib/usecases/safe-mode/begin-safe-mode.ts";
import { confirmSafeMode } from "#lib/usecases/safe-mode/confirm-safe-mode.ts";
import { databaseIdentity } from "#lib/usecases/safe-mode/database-identity.ts";
import { readSafeMode } from "#lib/usecases/safe-mode/read-safe-mode.ts";
import { worker } from "./actor.ts";
import { watchDatabase } from "./database-watch.ts";
import { createLog } from "./log.ts";
import { guardedGate, whyNoChanges } from "./may-change.ts";

let org: Organisation;
let folder: string;
const clock = { skewMs: () => 0, compare: async () => undefined };
beforeAll(async () => {
  org = await createOrganisation();
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-mark-"));
});
afterAll(async () => {
  await org.close();
  rmSync(folder, { recursive: true });
});

const look = async (standby: "asynchronous" | "synchronous" = "asynchronous", db = org.worker) => {
  const environment = { SALLYPORT_DATA: folder, SALLYPORT_STANDBY: standby } as Parameters<
    typeof watchDatabase
  >[0]["environment"];
  const watch = watchDatabase({ db, environment, log: createLog("silent") });
  await watch.look();
};
const markFile = () => {
  const [name = ""] = readdirSync(folder).filter((file) => file.startsWith("database-mark-"));
  return path.join(folder, name);
};
const remember = (over: object) => {
  const mark = JSON.parse(readFileSync(markFile(), "utf8"));
  writeFileSync(markFile(), JSON.stringify({ ...mark, ...over }));
};

it("begins when the log is behind what is remembered outside, stops changes, and ends when confirmed", async () => {
  await look();
  expect(await readSafeMode(org.worker)).toBeNull();
  expect(await whyNoChanges(org.worker, clock)).toBeNull();
  remember({ logSize: 1_000_000 });
  await look();
  await look();
  const begun = await readSafeMode(org.web);
  expect(begun?.doubts.map(({ kind }) => kind)).toEqual(["log-behind"]);
  expect(await whyNoChanges(org.worker, clock)).toContain("safe mode");
  expect(await org.owner.auditEntry.count({ where: { action: "safe-mode.began" } })).toBe(1);

  const input = { id: begun?.id ?? "", reason: "It is yesterday's backup, compared with EC2" };
  expect(await confirmSafeMode({ db: org.web }, org.people.mara, input)).toMatchObject({ ok: false });
  expect(await confirmSafeMode({ db: org.web }, org.people.casey, input)).toMatchObject({ ok: true });
  expect(await confirmSafeMode({ db: org.web }, org.people.casey, input)).toMatchObject({ ok: false });
  expect(await org.owner.auditEntry.count({ where: { action: "safe-mode.confirmed" } })).toBe(1);
  await look();
  expect(await readSafeMode(org.worker)).toBeNull();
  expect(await whyNoChanges(org.worker, clock)).toBeNull();
});

it("says what is noticed later too, and is confirmed only by who has read all of it", async () => {
  const environment = { SALLYPORT_DATA: folder, SALLYPORT_STANDBY: "asynchronous" } as Parameters<
    typeof watchDatabase
  >[0]["environment"];
  const watch = watchDatabase({ db: org.worker, environment, log: createLog("silent") });
  const began = () => org.owner.auditEntry.count({ where: { action: "safe-mode.began" } });
  const before = await began();
  const confirm = (id: string) =>
    confirmSafeMode({ db: org.web }, org.people.casey, { id, reason: "Compared with EC2" });
  await watch.look();
  remember({ logSize: 1_000_000 });
  await watch.look();
  const first = await readSafeMode(org.web);
  watch.contradicted("The checkpoint outside says otherwise.");
  await watch.look();
  await watch.look();
  const both = await readSafeMode(org.web);
  expect(both?.doubts.map(({ kind }) => kind).sort()).toEqual(["checkpoint", "log-behind"]);
  expect(both?.beganAt).toEqual(first?.beganAt);
  expect(await began()).toBe(before + 2);
  expect(await confirm(first?.id ?? "")).toMatchObject({ ok: false, problem: { kind: "conflict" } });
  expect(await readSafeMode(org.web)).toEqual(both);
  expect(await confirm(both?.id ?? "")).toMatchObject({ ok: true });
  await watch.look();
  expect(await readSafeMode(org.worker)).toBeNull();
  expect(await began()).toBe(before + 2);
  expect(await whyNoChanges(org.worker, clock)).toBeNull();
  // What was confirmed is no answer to what comes after both were seen to agree.
  watch.agreed();
  await watch.look();
  watch.contradicted("The checkpoint outside says otherwise again.");
  await watch.look();
  const again = await readSafeMode(org.web);
  expect(again?.doubts.map(({ kind }) => kind)).toEqual(["checkpoint"]);
  expect(await confirm(again?.id ?? "")).toMatchObject({ ok: true });
  await watch.look();
  expect(await readSafeMode(org.worker)).toBeNull();
});

it("shows all that waits, of whichever cluster, whatever the database's clock did meanwhile", async () => {
  const doubted = (systemIdentifier: string, timeline: number, sentence: string) =>
    beginSafeMode(org.worker, worker, {
      systemIdentifier,
      timeline,
      doubts: [{ kind: "another-timeline", sentence }],
      confirmedAt: null,
    });
  expect(await doubted("7", 2, "A standby took over.")).toBe(true);
  const owner = new pg.Client({ connectionString: org.database.ownerUrl });
  await owner.connect();
  await owner.query("SET session_replication_role = replica");
  await owner.query(
    "UPDATE safe_mode SET began_at = began_at + interval '1 hour' WHERE confirmed_at IS NULL",
  );
  await owner.end();
  expect(await doubted("7", 2, "A standby took over.")).toBe(false);
  expect(await doubted("7", 3, "It went back.")).toBe(true);
  const all = await readSafeMode(org.web);
  expect(all?.doubts.map(({ sentence }) => sentence)).toEqual(["It went back.", "A standby took over."]);
  const input = { id: all?.id ?? "", reason: "Both were planned" };
  expect(await confirmSafeMode({ db: org.web }, org.people.casey, input)).toMatchObject({ ok: true });
  expect(await readSafeMode(org.web)).toBeNull();
});

it("workers that share a data folder do not doubt the database over each other's look", async () => {
  // Before what the database answers one of them is used, the log grows and the other one remembers more of it.
  const answeredLate = new Proxy(org.worker, {
    get: (db, name) =>
      name !== "$queryRaw"
        ? Reflect.get(db, name)
        : async (...query: Parameters<typeof db.$queryRaw>) => {
            const answer = await db.$queryRaw(...query);
            await org.worker.$transaction((transaction) =>
              appendAudit(transaction, { actor: worker, action: "grant.opened" }),
            );
            await sequenceAudit({ db: org.worker });
            await look();
            return answer;
          },
  });
  const { logSize } = await databaseIdentity(org.worker);
  await look("asynchronous", answeredLate);
  expect((await databaseIdentity(org.worker)).logSize).toBeGreaterThan(logSize);
  expect(await readSafeMode(org.worker)).toBeNull();
});

it("is asked before each call, without waiting for the next look", async () => {
  let restored = false;
  const db = new Proxy(org.worker, {
    get: (target, name) =>
      name !== "$queryRaw"
        ? Reflect.get(target, name)
        : async (...query: Parameters<typeof target.$queryRaw>) => {
            const rows = (await target.$queryRaw(...query)) as object[];
            return rows.map((row) => (restored && "logSize" in row ? { ...row, logSize: 0n } : row));
          },
  });
  const environment = { SALLYPORT_DATA: folder, SALLYPORT_STANDBY: "asynchronous" } as Parameters<
    typeof watchDatabase
  >[0]["environment"];
  const watch = watchDatabase({ db, environment, log: createLog("silent") });
  await watch.look();
  const gate = { open: async () => ({ ready: async () => undefined }) } as unknown as Ec2Gate;
  const guarded = guardedGate(gate, db, clock, watch.lookIfOther);
  const session = await guarded.open({ accountId: "111122223333", region: "eu-central-1" }, "usual");
  await session.ready();
  restored = true;
  await expect(session.ready()).rejects.toThrow("safe mode");
  const begun = await readSafeMode(org.worker);
  expect(begun?.doubts.map(({ kind }) => kind)).toEqual(["log-behind"]);
  const input = { id: begun?.id ?? "", reason: "It was a test" };
  expect(await confirmSafeMode({ db: org.web }, org.people.casey, input)).toMatchObject({ ok: true });
  await session.ready();
});

it("does not begin again of a doubt from before somebody confirmed", async () => {
  const { systemIdentifier, timeline } = await databaseIdentity(org.worker);
  const doubts = [{ kind: "log-behind", sentence: "The log is shorter." }] as const;
  const doubted = { systemIdentifier, timeline, doubts, confirmedAt: null };
  expect(await beginSafeMode(org.worker, worker, doubted)).toBe(false);
  expect(await readSafeMode(org.worker)).toBeNull();
});

it("begins on another cluster or timeline, but not on a failover that loses nothing", async () => {
  remember({ timeline: 99 });
  await look("synchronous");
  expect(await readSafeMode(org.worker)).toBeNull();
  remember({ timeline: 99, systemIdentifier: "1" });
  await look();
  expect((await readSafeMode(org.worker))?.doubts.map(({ kind }) => kind)).toEqual(["another-database"]);
});

it("cannot be confirmed or taken back by the worker", async () => {
  await expect(org.worker.$executeRaw`UPDATE safe_mode SET confirmed_at = now()`).rejects.toThrow();
  await expect(org.worker.$executeRaw`DELETE FROM safe_mode`).rejects.toThrow();
});

it("nothing is changed by a clock that is off, an older version, or while the log takes nothing", async () => {
  await org.owner.$executeRaw`UPDATE safe_mode SET confirmed_at = now(), reason = 'test', confirmed_by_id =
    ${org.people.casey.personId}::uuid WHERE confirmed_at IS NULL`;
  expect(await whyNoChanges(org.worker, { ...clock, skewMs: () => -31_000 })).toContain("31 s off");
  await org.owner.$executeRaw`REVOKE EXECUTE ON FUNCTION append_audit_entry FROM sallyport_worker`;
  expect(await whyNoChanges(org.worker, clock)).toBe("The log takes no entry.");
  await org.owner.$executeRaw`GRANT EXECUTE ON FUNCTION append_audit_entry TO sallyport_worker`;
  // Web asks for itself, to say so on every page.
  await logTakesEntries(org.web, org.people.mara);
  await org.owner.$executeRaw`REVOKE EXECUTE ON FUNCTION append_audit_entry FROM sallyport_web`;
  await expect(logTakesEntries(org.web, org.people.mara)).rejects.toThrow();
  await org.owner.$executeRaw`GRANT EXECUTE ON FUNCTION append_audit_entry TO sallyport_web`;
  const before = await org.owner.auditEntry.count();
  expect(await whyNoChanges(org.worker, clock)).toBeNull();
  expect(await org.owner.auditEntry.count()).toBe(before);
  await org.owner.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('x', 'x', '9999_of_tomorrow', now())`;
  expect(await whyNoChanges(org.worker, clock)).toContain("9999_of_tomorrow");
});
