import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { createOrganisation, type Organisation, workerActor } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AuditSubjects } from "../audit/audit-record.ts";
import { loadObservation } from "../observation/load-observation.ts";
import { saveRetention } from "./save-retention.ts";
import { thinLooks } from "./thin-looks.ts";

let org: Organisation;

const HOUR = 3_600_000;
/** Long ago, at the start of a day. */
const START = Date.UTC(2026, 2, 3);

/** A look with `rule` in the db group, as if it had ended then. */
async function lookAt(at: number, rules: readonly string[]): Promise<void> {
  await observeShop(org, { db: [`tcp 3306 ${SHOP.app}`, ...rules] });
  const last = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  const then = new Date(at);
  const now = last.finishedAt ?? new Date();
  const early = new Date(Date.now() - HOUR);
  await org.owner.$transaction([
    org.owner.observation.update({ where: { id: last.id }, data: { startedAt: then, finishedAt: then } }),
    org.owner.observedItem.updateMany({ where: { validFrom: { gte: early } }, data: { validFrom: then } }),
    org.owner.observedItem.updateMany({ where: { validUntil: { gte: early } }, data: { validUntil: then } }),
  ]);
  if (now < then) throw new Error("A look of the past ended in the future.");
}

/** An entry of the log about something, as if it had been written then. */
async function entryAt(at: Date, subjects: AuditSubjects): Promise<void> {
  const id = await org.owner.$transaction((transaction) =>
    appendAudit(transaction, { actor: workerActor, action: "change.applied", subjects }),
  );
  await org.owner.$executeRaw`ALTER TABLE audit_entry DISABLE TRIGGER USER`;
  await org.owner.$executeRaw`UPDATE audit_entry SET at = ${at} WHERE id = ${id}::uuid`;
  await org.owner.$executeRaw`ALTER TABLE audit_entry ENABLE TRIGGER USER`;
}

const rule = (host: number): string => `tcp 3306 198.51.100.${host}/32`;
const hosts = (observation: Observation | null): readonly string[] =>
  (observation?.groups.find(({ groupId }) => groupId === SHOP.db)?.rules ?? []).flatMap(({ peer }) =>
    peer.kind === "ipv4" ? [peer.cidr] : [],
  );
const seenAt = async (at: number) => hosts(await loadObservation(org.worker, org.scope.id, new Date(at)));
const ends = async () =>
  (await org.owner.observation.findMany({ orderBy: { finishedAt: "asc" } })).map(({ finishedAt }) =>
    finishedAt?.toISOString().slice(0, 13),
  );

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  // Three days of four looks: a rule each, all different; then one look in the present.
  for (let day = 0; day < 3; day += 1)
    for (let turn = 0; turn < 4; turn += 1)
      await lookAt(START + day * 24 * HOUR + turn * 5 * HOUR, [rule(10 * day + turn)]);
  await observeShop(org);
});
afterAll(() => org.close());

test("nothing is removed until somebody decides so", async () => {
  expect(await thinLooks(org.worker, workerActor)).toEqual({ looks: 0, spans: 0 });
  expect(await org.owner.observation.count()).toBe(13);
});

test("only people who decide the policy decide about it, and not against sense", async () => {
  const wanted = { everyLookDays: 30, dailyDays: null, version: 0 };
  expect(await saveRetention(org.deps, org.people.ines, wanted)).toMatchObject({ ok: false });
  expect(await saveRetention(org.deps, org.people.casey, { ...wanted, dailyDays: 7 })).toMatchObject({
    ok: false,
  });
  expect(await saveRetention(org.deps, org.people.casey, wanted)).toMatchObject({ ok: true });
  expect(await saveRetention(org.deps, org.people.casey, wanted)).toMatchObject({ ok: false });
});

test("a look that an entry about the account itself rests on stays, too", async () => {
  // On the third day at six, when somebody asked for an exception of no stack: between the looks of five and ten.
  const at = new Date(START + 54 * HOUR);
  const casey = org.people.casey.personId;
  const change = await org.owner.changeRequest.create({
    data: {
      kind: "exception",
      scopeId: org.scope.id,
      requesterId: casey,
      beneficiaryId: casey,
      title: "Accept a finding",
      reason: "A test",
      state: "open",
      plan: { steps: [] },
      pin: "ab".repeat(32),
      effect: {},
      requirement: { parts: [{ label: "One cloud admin", count: 1, roles: ["cloud_admin"] }] },
      answerBy: new Date(Date.now() + HOUR),
    },
  });
  await entryAt(at, { changeId: change.id });
  const needed = await org.worker.$queryRaw<{ at: Date }[]>`
    SELECT finished_at AS at FROM observation WHERE id IN (SELECT needed_looks(${org.scope.id}::uuid))`;
  const kept = needed.map((look) => look.at.getTime());
  expect(kept).toContain(START + 53 * HOUR);
  expect(kept).toContain(START + 58 * HOUR);
  const told = await org.owner.observation.findFirstOrThrow({
    where: { finishedAt: new Date(START + 53 * HOUR) },
  });
  await expect(org.worker.observation.delete({ where: { id: told.id } })).rejects.toThrow(
    /rests on this look/,
  );
  await org.owner.$executeRaw`ALTER TABLE audit_entry DISABLE TRIGGER USER`;
  await org.owner.$executeRaw`
    UPDATE audit_entry SET at = now() WHERE change_id = ${change.id}::uuid`;
  await org.owner.$executeRaw`ALTER TABLE audit_entry ENABLE TRIGGER USER`;
});

test("a look that an entry of the log rests on stays, and the first one after it", async () => {
  // On the second day at six, between the looks of five and ten.
  await entryAt(new Date(START + 30 * HOUR), { stackId: org.stack.id });
  expect(await thinLooks(org.worker, workerActor)).toMatchObject({ looks: 6 });
  expect(await ends()).toEqual([
    "2026-03-03T00",
    "2026-03-03T15",
    "2026-03-04T05",
    "2026-03-04T10",
    "2026-03-04T15",
    "2026-03-05T15",
    (await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } })).finishedAt
      ?.toISOString()
      .slice(0, 13),
  ]);
  const told = await org.owner.observation.findFirstOrThrow({
    where: { finishedAt: new Date(START + 29 * HOUR) },
  });
  await expect(org.worker.observation.delete({ where: { id: told.id } })).rejects.toThrow(
    /rests on this look/,
  );
});

test("what is left is as if only the looks that were kept had ever been taken", async () => {
  expect(await seenAt(START + 6 * HOUR)).toEqual(["198.51.100.0/32"]);
  expect(await seenAt(START + 15 * HOUR)).toEqual(["198.51.100.3/32"]);
  expect(await seenAt(START + 30 * HOUR)).toEqual(["198.51.100.11/32"]);
  expect(await seenAt(START + 47 * HOUR)).toEqual(["198.51.100.13/32"]);
  expect(await seenAt(Date.now())).toEqual([]);
  const versions = await org.owner.observedItem.findMany({
    where: { kind: "groups", itemId: SHOP.db },
    orderBy: { validFrom: "asc" },
    include: { content: true },
  });
  expect(versions.map(({ content }) => hosts({ groups: [JSON.parse(content.body)] } as never).at(0))).toEqual(
    [
      "198.51.100.0/32",
      "198.51.100.3/32",
      "198.51.100.11/32",
      "198.51.100.12/32",
      "198.51.100.13/32",
      "198.51.100.23/32",
      undefined,
    ],
  );
  for (const [place, version] of versions.slice(1).entries())
    expect(versions[place]?.validUntil).toEqual(version.validFrom);
  const contents = await org.owner.$queryRaw<{ orphans: number }[]>`
    SELECT count(*)::int AS orphans FROM content WHERE NOT EXISTS (SELECT 1 FROM observed_item i WHERE i.hash = content.hash)`;
  expect(contents).toEqual([{ orphans: 0 }]);
});

test("it is said what was removed, in the log too, and a second round finds nothing", async () => {
  expect(await org.owner.thinnedSpan.findMany()).toMatchObject([{ kept: "day", looks: 6 }]);
  expect(await org.owner.auditEntry.count({ where: { action: "history.thinned" } })).toBe(1);
  expect(await thinLooks(org.worker, workerActor)).toEqual({ looks: 0, spans: 0 });
});

test("older days are thinned to months", async () => {
  await saveRetention(org.deps, org.people.casey, { everyLookDays: 30, dailyDays: 60, version: 1 });
  // The first look of all stays, and those that the entry rests on.
  await thinLooks(org.worker, workerActor);
  expect((await ends()).slice(0, -1)).toEqual([
    "2026-03-03T00",
    "2026-03-04T05",
    "2026-03-04T10",
    "2026-03-05T15",
  ]);
  expect(await seenAt(START + 20 * HOUR)).toEqual(["198.51.100.0/32"]);
});
