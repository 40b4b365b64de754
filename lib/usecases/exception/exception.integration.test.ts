import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganisation, type Organisation, workerActor } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { approveChange } from "../approval/approve-change.ts";
import { rejectChange } from "../approval/reject-change.ts";
import { withdrawChange } from "../approval/withdraw-change.ts";
import { disablePerson } from "../people/disable-person.ts";
import { endRole } from "../people/end-role.ts";
import type { PersonActor } from "../ports.ts";
import { readFindings } from "../read/read-findings.ts";
import { readStack } from "../read/read-stack.ts";
import { readStacks } from "../read/read-stacks.ts";
import { askForException } from "./ask-for-exception.ts";
import { beginException } from "./begin-exception.ts";
import { endDueExceptions, warnEndingExceptions } from "./end-due-exceptions.ts";
import { endException } from "./end-exception.ts";
import { EXCEPTION_LISTS, listExceptions } from "./list-exceptions.ts";

let org: Organisation;
const DAY = 86_400_000;
const OPEN = `world-open-admin-port/${SHOP.db}`;
const WIDE = { db: [`tcp 3306 ${SHOP.app}`, "tcp 22 0.0.0.0/0"] };

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org, WIDE);
});
afterAll(() => org.close());

const worker = () => ({ db: org.worker, actor: workerActor });

const ask = (actor: PersonActor, over: Partial<Parameters<typeof askForException>[2]> = {}) =>
  askForException(org.deps, actor, {
    scopeId: org.scope.id,
    findingId: OPEN,
    ownerId: null,
    until: new Date(Date.now() + 90 * DAY),
    reason: "The vendor's appliance goes in March",
    requestKey: null,
    ...over,
  });

async function asked(actor: PersonActor, over: Partial<Parameters<typeof askForException>[2]> = {}) {
  const result = await ask(actor, over);
  if (!result.ok) throw new Error(result.problem.sentence);
  const { pin } = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: result.value.id } });
  return { changeId: result.value.id, pin, comment: "" };
}

async function accepted(over: Partial<Parameters<typeof askForException>[2]> = {}) {
  const change = await asked(org.people.priya, over);
  const answer = await approveChange(org.deps, org.people.casey, change);
  if (!answer.ok) throw new Error(answer.problem.sentence);
  expect(await beginException(worker(), change.changeId)).toBe(true);
  return org.owner.findingException.findUniqueOrThrow({ where: { changeId: change.changeId } });
}

async function entry(findingId = OPEN) {
  const view = await readFindings(org.deps, org.people.ines, { groupId: null });
  if (!view.ok) throw new Error("Ines may read.");
  const found = view.value.entries.find(({ finding }) => finding.id === findingId);
  if (found === undefined) throw new Error(`There is no finding ${findingId}.`);
  return found;
}

const end = async (id: string) =>
  await endException(org.deps, org.people.priya, { exceptionId: id, reason: "Done" });

describe("asking", () => {
  it("is for cloud admins and the lead of the stack's team, and for nobody else", async () => {
    for (const who of ["mara", "otto", "ines", "noor"] as const)
      expect((await ask(org.people[who])).ok).toBe(false);
    expect(await ask(org.people.noor)).toMatchObject({ problem: { kind: "absent" } });
  });

  it("wants an end, a finding that is there, and an owner who uses Sallyport", async () => {
    const { priya, noor } = org.people;
    for (const over of [
      { until: new Date(Date.now() - DAY) },
      { until: new Date(Date.now() + 400 * DAY) },
      { findingId: "world-open-admin-port/sg-0000000000000000f" },
      { ownerId: noor.personId },
    ])
      expect((await ask(priya, over)).ok).toBe(false);
  });

  it("is answered by somebody else: neither whoever asked, nor its owner, nor a lead of another team", async () => {
    const change = await asked(org.people.casey, { ownerId: org.people.ruben.personId });
    for (const who of ["casey", "ruben", "otto", "mara"] as const)
      expect((await approveChange(org.deps, org.people[who], change)).ok).toBe(false);
    expect((await ask(org.people.priya)).ok).toBe(false);
    expect((await entry()).askedIn).not.toBeNull();
    expect((await withdrawChange(org.deps, org.people.casey, { changeId: change.changeId })).ok).toBe(true);
    expect((await entry()).askedIn).toBeNull();
  });

  it("changes nothing by being rejected", async () => {
    const change = await asked(org.people.priya);
    expect((await rejectChange(org.deps, org.people.casey, change)).ok).toBe(true);
    expect(await beginException(worker(), change.changeId)).toBe(false);
    expect((await entry()).accepted).toBeNull();
    const row = await org.owner.findingException.findUniqueOrThrow({ where: { changeId: change.changeId } });
    expect(row).toMatchObject({ state: "refused", endReason: "refused" });
  });
});

describe("an approved exception", () => {
  it("is said wherever the finding shows, is never in line, and is back once it was ended early", async () => {
    const row = await accepted();
    expect((await entry()).accepted).toMatchObject({ ownerName: "Priya", number: row.number });
    expect((await end(row.id)).ok).toBe(true);
    expect((await entry()).accepted).toBeNull();
    expect((await end(row.id)).ok).toBe(false);
  });

  it("makes a stack whose one fault is accepted `accepted`, not in line", async () => {
    const difference = (await entry()).finding.stack;
    expect(difference).toBe("shop");
    const before = await readStack(org.deps, org.people.ines, { name: "shop" });
    if (!before.ok || before.value.facts === null) throw new Error("The shop was looked at.");
    const rows = [];
    for (const { catalogueId, isAcceptable } of before.value.facts.findings)
      if (isAcceptable) rows.push(await accepted({ findingId: catalogueId }));
    const stacks = await readStacks(org.deps, org.people.ines);
    if (!stacks.ok) throw new Error("Ines may read.");
    expect(stacks.value.rows[0]).toMatchObject({ state: "accepted", severity: 0, accepted: rows.length });
    const view = await readStack(org.deps, org.people.ines, { name: "shop" });
    if (!view.ok) throw new Error("Ines may read.");
    expect(view.value.facts?.state).toBe("out-of-line");
    expect(view.value.facts?.findings.every((each) => each.accepted !== null)).toBe(true);
    for (const { id } of rows) await end(id);
  });

  it("covers the same finding after another look, and not once it has grown", async () => {
    const row = await accepted();
    await observeShop(org, { ...WIDE, web: ["tcp 443 0.0.0.0/0"] });
    expect((await entry()).accepted).not.toBeNull();
    await observeShop(org, { db: [...WIDE.db, "tcp 3389 0.0.0.0/0"] });
    expect((await entry()).accepted).toBeNull();
    await observeShop(org, WIDE);
    expect((await entry()).accepted).not.toBeNull();
    await end(row.id);
  });

  it("is over at its time, whether or not the worker has written that down; its owner is told before and after", async () => {
    const { id } = await accepted({ until: new Date(Date.now() + 2 * 3_600_000) });
    const told = () => org.owner.notice.findMany({ where: { personId: org.people.priya.personId } });
    // A time machine: only the owner of the database may move it.
    await org.owner.$executeRaw`ALTER TABLE finding_exception DISABLE TRIGGER finding_exception_guard`;
    const move = (began: string, ends: string) => org.owner.$executeRaw`
      UPDATE finding_exception SET created_at = now() + ${began}::interval - interval '1 hour',
             began_at = now() + ${began}::interval, ends_at = now() + ${ends}::interval WHERE id = ${id}::uuid`;
    await move("-10 hours", "1 hour");
    expect(await warnEndingExceptions(org.worker)).toBe(1);
    expect(await warnEndingExceptions(org.worker)).toBe(0);
    expect((await entry()).accepted).not.toBeNull();
    await move("-10 hours", "-1 second");
    expect((await entry()).accepted).toBeNull();
    await org.owner.$executeRaw`ALTER TABLE finding_exception ENABLE TRIGGER finding_exception_guard`;
    expect(await endDueExceptions(org.worker, workerActor)).toBe(1);
    expect(await endDueExceptions(org.worker, workerActor)).toBe(0);
    const kinds = (await told()).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["exception-ending", "exception-ended"]));
    const over = await listExceptions(org.deps, org.people.ines, { show: "over", page: 1 });
    if (!over.ok) throw new Error("Ines may read.");
    expect(over.value.rows.find((row) => row.id === id)).toMatchObject({ over: "Its time was over" });
    const row = await org.owner.findingException.findUniqueOrThrow({ where: { id } });
    const listsAt = async (at: Date) => {
      const shown: string[] = [];
      for (const show of EXCEPTION_LISTS) {
        const list = await listExceptions(org.deps, org.people.ines, { show, page: 1 }, at);
        const found = list.ok ? list.value.rows.find((each) => each.id === id) : undefined;
        if (found !== undefined) shown.push(`${show}: ${found.over}, ${found.mayEnd}`);
      }
      return shown;
    };
    const began = (row.beganAt ?? row.createdAt).getTime();
    expect(await listsAt(new Date(row.createdAt.getTime() - 1))).toEqual([]);
    expect(await listsAt(new Date(began - 1))).toEqual(["asked: null, false"]);
    expect(await listsAt(new Date(began + 1))).toEqual(["in-force: null, false"]);
    expect(await listsAt(new Date(row.endsAt.getTime() + 1))).toEqual(["over: Its time was over, false"]);
  });

  it("ends with its owner's last role: nobody answers for it any more", async () => {
    const zoe = await org.addPerson("Zoe", "security_reviewer");
    const row = await accepted({ ownerId: zoe.personId });
    expect((await entry()).accepted).toMatchObject({ ownerName: "Zoe" });
    const disabled = await disablePerson(org.deps, org.people.casey, { personId: zoe.personId });
    expect(disabled.ok).toBe(true);
    expect((await entry()).accepted).toBeNull();
    const ended = await org.owner.findingException.findUniqueOrThrow({ where: { id: row.id } });
    expect(ended).toMatchObject({ state: "ended", endReason: "withdrawn" });
  });

  it("does not begin when its owner has lost the last role since it was asked for", async () => {
    const finn = await org.addPerson("Finn", "security_reviewer");
    const change = await asked(org.people.priya, { ownerId: finn.personId });
    expect((await approveChange(org.deps, org.people.casey, change)).ok).toBe(true);
    const { id } = await org.owner.roleAssignment.findFirstOrThrow({ where: { personId: finn.personId } });
    expect((await endRole(org.deps, org.people.casey, { assignmentId: id })).ok).toBe(true);
    expect(await beginException(worker(), change.changeId)).toBe(true);
    expect((await entry()).accepted).toBeNull();
    const row = await org.owner.findingException.findUniqueOrThrow({ where: { changeId: change.changeId } });
    expect(row.state).toBe("refused");
  });

  it("leaves an entry for each thing that happened to it", async () => {
    const entries = await org.owner.auditEntry.findMany({ where: { action: { startsWith: "exception." } } });
    const actions = new Set(entries.map(({ action }) => action));
    expect([...actions].sort()).toEqual([
      "exception.asked",
      "exception.began",
      "exception.ended",
      "exception.refused",
    ]);
  });
});

describe("a request of no stack", () => {
  it("is answered by cloud admins alone", async () => {
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { retiredAt: new Date() } });
    expect((await ask(org.people.priya)).ok).toBe(false);
    const change = await asked(org.people.casey);
    expect((await approveChange(org.deps, org.people.priya, change)).ok).toBe(false);
    await expect(
      org.web.approval.create({
        data: {
          changeId: change.changeId,
          requesterId: org.people.casey.personId,
          beneficiaryId: org.people.casey.personId,
          personId: org.people.priya.personId,
          decision: "approve",
          role: "team_lead",
          pin: change.pin,
        },
      }),
    ).rejects.toThrow();
    expect((await approveChange(org.deps, org.people.ruben, change)).ok).toBe(true);
    expect(await beginException(worker(), change.changeId)).toBe(true);
    expect((await entry()).accepted).not.toBeNull();
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { retiredAt: null } });
  });
});

describe("raw SQL of the web", () => {
  it("cannot have anything else approved than what was read: the worker compares", async () => {
    const change = await asked(org.people.priya);
    await org.owner.$executeRaw`ALTER TABLE finding_exception DISABLE TRIGGER finding_exception_guard`;
    await org.owner.findingException.update({
      where: { changeId: change.changeId },
      data: { endsAt: new Date(Date.now() + 300 * DAY) },
    });
    await org.owner.$executeRaw`ALTER TABLE finding_exception ENABLE TRIGGER finding_exception_guard`;
    expect((await approveChange(org.deps, org.people.casey, change)).ok).toBe(true);
    expect(await beginException(worker(), change.changeId)).toBe(true);
    expect(await org.owner.changeRequest.findUniqueOrThrow({ where: { id: change.changeId } })).toMatchObject(
      {
        state: "failed",
        outcome: { sentence: "The exception is not the one that was put up for approval." },
      },
    );
    const row = await org.owner.findingException.findUniqueOrThrow({ where: { changeId: change.changeId } });
    expect(row.state).toBe("refused");
  });

  it("puts no exception into force, and widens none", async () => {
    const change = await asked(org.people.priya, { findingId: OPEN });
    const { id } = await org.owner.findingException.findUniqueOrThrow({
      where: { changeId: change.changeId },
    });
    await expect(
      org.web.findingException.update({ where: { id }, data: { state: "live" } }),
    ).rejects.toThrow();
    await expect(
      org.web
        .$executeRaw`UPDATE finding_exception SET ends_at = ends_at + interval '1 day' WHERE id = ${id}::uuid`,
    ).rejects.toThrow();
    await expect(
      org.worker
        .$executeRaw`UPDATE finding_exception SET state = 'live', began_at = now() WHERE id = ${id}::uuid`,
    ).rejects.toThrow();
    await expect(org.web.$executeRaw`DELETE FROM finding_exception WHERE id = ${id}::uuid`).rejects.toThrow();
  });
});
