import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  askedGrant,
  createOrganisation,
  type Organisation,
  openChange,
  workerActor,
} from "#lib/testing/organisation.ts";
import { databaseTime } from "../database-time.ts";
import { endRole } from "../people/end-role.ts";
import type { PersonActor } from "../ports.ts";
import { approveChange } from "./approve-change.ts";
import { expireUnanswered } from "./expire-unanswered.ts";
import { recheckApprovals } from "./recheck-approvals.ts";
import { rejectChange } from "./reject-change.ts";
import { withdrawChange } from "./withdraw-change.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());
beforeEach(() => {
  org.queue.jobs.length = 0;
});

const input = (change: { id: string; pin: string }) => ({
  changeId: change.id,
  pin: change.pin,
  comment: "",
});
const actionsOf = async (changeId: string) =>
  (await org.owner.auditEntry.findMany({ where: { changeId }, orderBy: { at: "asc" } })).map(
    ({ action }) => action,
  );
const stateOf = async (changeId: string) =>
  (await org.owner.changeRequest.findUniqueOrThrow({ where: { id: changeId } })).state;

describe("answering a change", () => {
  it("one cloud admin's yes approves, logs, tells and hands it to the worker", async () => {
    const change = await openChange(org, org.people.mara);
    const answer = await approveChange(org.deps, org.people.casey, input(change));
    expect(answer).toEqual({ ok: true, value: { state: "approved", waitingFor: [], startsAt: null } });
    expect(org.queue.jobs).toEqual([{ name: "apply-change", changeId: change.id }]);
    expect(await actionsOf(change.id)).toEqual(
      expect.arrayContaining(["change.answered-yes", "change.approved"]),
    );
    const notices = await org.owner.notice.findMany({ where: { personId: org.people.mara.personId } });
    expect(notices.map(({ subject }) => subject)).toContain(`Change #${change.number} on shop was approved`);
  });

  it("counts different people for different parts, and says who is still wanted", async () => {
    const parts = [
      { label: "A cloud admin", count: 1, roles: ["cloud_admin"] },
      { label: "The team's lead", count: 1, roles: ["team_lead"] },
    ];
    const change = await openChange(org, org.people.mara, { parts });
    expect(await approveChange(org.deps, org.people.casey, input(change))).toEqual({
      ok: true,
      value: { state: "open", waitingFor: ["The team's lead"], startsAt: null },
    });
    expect(await approveChange(org.deps, org.people.casey, input(change))).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    expect(await approveChange(org.deps, org.people.priya, input(change))).toMatchObject({
      ok: true,
      value: { state: "approved" },
    });
  });

  it("raw SQL cannot take two cloud admins for a cloud admin and a lead", async () => {
    const { mara, casey, ruben } = org.people;
    const parts = [
      { label: "A cloud admin", count: 1, roles: ["cloud_admin"] },
      { label: "The team's lead", count: 1, roles: ["team_lead"] },
    ];
    const change = await openChange(org, mara, { parts });
    const asked = { changeId: change.id, requesterId: mara.personId, beneficiaryId: mara.personId };
    const yes = { ...asked, decision: "approve", role: "cloud_admin", pin: change.pin };
    for (const { personId } of [casey, ruben]) await org.web.approval.create({ data: { ...yes, personId } });
    const approved = { state: "approved", version: change.version + 1, approvedAt: new Date() };
    const forged = org.web.changeRequest.update({ where: { id: change.id }, data: approved });
    await expect(forged).rejects.toThrow("approvals are missing");
  });

  it("fifty approvals at once make one transition and one job", async () => {
    const crowd: PersonActor[] = [];
    for (let at = 0; at < 50; at += 1) crowd.push(await org.addPerson(`Admin${at}`, "cloud_admin"));
    const parts = [{ label: "Three cloud admins", count: 3, roles: ["cloud_admin"] }];
    const change = await openChange(org, org.people.mara, { parts });
    const answers = await Promise.all(crowd.map((each) => approveChange(org.deps, each, input(change))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(org.queue.jobs).toHaveLength(1);
    const rows = await org.owner.approval.findMany({ where: { changeId: change.id } });
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(3);
    expect((await actionsOf(change.id)).filter((action) => action === "change.approved")).toHaveLength(1);
  });

  it("approve, reject, withdraw and expiry at once: exactly one ends it", async () => {
    for (let round = 0; round < 15; round += 1) {
      const change = await openChange(org, org.people.mara);
      const grant = await askedGrant(org, change.id, org.people.mara);
      const results = await Promise.all([
        approveChange(org.deps, org.people.casey, input(change)),
        rejectChange(org.deps, org.people.ruben, input(change)),
        withdrawChange(org.deps, org.people.mara, { changeId: change.id }),
        expireUnanswered(org.workerDeps, workerActor),
      ]);
      const state = await stateOf(change.id);
      const { state: grantState } = await org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } });
      expect(["approved", "rejected", "cancelled"]).toContain(state);
      expect(grantState).toBe(state === "approved" ? "asked" : "refused");
      const won = results.filter((result) => typeof result === "object" && result.ok);
      // A withdrawal may follow an approval; nothing follows anything else.
      expect(won.length === 1 || (won.length === 2 && state === "cancelled")).toBe(true);
    }
  });

  it("role by role: who may answer, and what each is told", async () => {
    const { people } = org;
    const cases: [PersonActor, PersonActor, string][] = [
      [people.casey, people.mara, "approved"],
      [people.mara, people.jonas, "forbidden"],
      [people.priya, people.mara, "forbidden"],
      [people.ines, people.mara, "forbidden"],
      [people.noor, people.mara, "absent"],
      [people.casey, people.casey, "forbidden"],
    ];
    for (const [answerer, requester, expected] of cases) {
      const change = await openChange(org, requester);
      const result = await approveChange(org.deps, answerer, input(change));
      expect(result.ok ? result.value.state : result.problem.kind).toBe(expected);
      if (!result.ok) {
        expect(await actionsOf(change.id)).toEqual(["refused"]);
        expect(await stateOf(change.id)).toBe("open");
      }
    }
  });

  it("a cloud admin does not approve access that they would gain themself", async () => {
    const change = await openChange(org, org.people.ruben, { beneficiary: org.people.casey });
    const result = await approveChange(org.deps, org.people.casey, input(change));
    expect(result).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
  });

  it("a team lead answers for the own team's stack and for no other's", async () => {
    const parts = [{ label: "The team's lead", count: 1, roles: ["team_lead"] }];
    const change = await openChange(org, org.people.mara, { parts });
    expect(await approveChange(org.deps, org.people.otto, input(change))).toMatchObject({ ok: false });
    expect(await approveChange(org.deps, org.people.priya, input(change))).toMatchObject({ ok: true });
  });

  it("an answer to another pin, an absent change and a late answer change nothing", async () => {
    const change = await openChange(org, org.people.mara);
    const other = { ...input(change), pin: "cd".repeat(32) };
    expect(await approveChange(org.deps, org.people.casey, other)).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    const absent = { ...input(change), changeId: "00000000-0000-4000-8000-000000000000" };
    expect(await approveChange(org.deps, org.people.casey, absent)).toMatchObject({
      ok: false,
      problem: { kind: "absent" },
    });
    const late = await openChange(org, org.people.mara, { answerBy: new Date(Date.now() - 1000) });
    expect(await approveChange(org.deps, org.people.casey, input(late))).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    expect(await expireUnanswered(org.workerDeps, workerActor)).toBe(1);
    expect(await stateOf(late.id)).toBe("expired");
    expect(await expireUnanswered(org.workerDeps, workerActor)).toBe(0);
  });

  it("an approver who was demoted before it is applied makes it open again", async () => {
    const admin = await org.addPerson("Demoted", "cloud_admin");
    const change = await openChange(org, org.people.mara);
    await approveChange(org.deps, admin, input(change));
    const recheck = () => org.worker.$transaction((tx) => recheckApprovals(tx, workerActor, change.id));
    expect(await recheck()).toBe(true);
    await org.web.roleAssignment.updateMany({
      where: { personId: admin.personId },
      data: { validUntil: new Date() },
    });
    expect(await recheck()).toBe(false);
    expect(await stateOf(change.id)).toBe("open");
    const approvals = await org.owner.approval.findMany({ where: { changeId: change.id } });
    expect(approvals.every(({ dismissedAt }) => dismissedAt !== null)).toBe(true);
    expect(await approveChange(org.deps, org.people.casey, input(change))).toMatchObject({ ok: true });
  });

  it("nor does one count whose role ended while the worker waited to begin it, or who is being demoted", async () => {
    const admin = await org.addPerson("Leaving", "cloud_admin");
    const change = await openChange(org, org.people.mara);
    await approveChange(org.deps, admin, input(change));
    const { id } = await org.owner.roleAssignment.findFirstOrThrow({ where: { personId: admin.personId } });
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const recheck = org.worker.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1`;
      begun.resolve();
      await ended.promise;
      return recheckApprovals(transaction, workerActor, change.id);
    });
    await begun.promise;
    expect(await endRole(org.deps, org.people.casey, { assignmentId: id })).toMatchObject({ ok: true });
    ended.resolve();
    expect(await recheck).toBe(false);
    expect(await stateOf(change.id)).toBe("open");
  });

  it("a role that ends behind the beginning of a change ends after it, however early it was asked for", async () => {
    const admin = await org.addPerson("Slowly leaving", "cloud_admin");
    const { casey, mara } = org.people;
    const change = await openChange(org, mara);
    await approveChange(org.deps, admin, input(change));
    const { id } = await org.owner.roleAssignment.findFirstOrThrow({ where: { personId: admin.personId } });
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const once = { key: "slow", bodyHash: "0".repeat(64) };
    const holding = org.owner.$transaction(async (transaction) => {
      const key = `${casey.personId} slow_role-ended`;
      await transaction.$queryRaw`
        SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${key}, 1))) held`;
      held.resolve();
      await released.promise;
    });
    await held.promise;
    const ending = endRole({ ...org.deps, once }, casey, { assignmentId: id });
    await expect
      .poll(() => org.owner.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)
      .toHaveLength(1);
    const began = await org.worker.$transaction(async (transaction) => {
      expect(await recheckApprovals(transaction, workerActor, change.id)).toBe(true);
      return databaseTime(transaction);
    });
    released.resolve();
    await holding;
    expect(await ending).toMatchObject({ ok: true });
    const { validUntil } = await org.owner.roleAssignment.findUniqueOrThrow({ where: { id } });
    expect(validUntil?.getTime()).toBeGreaterThan(began.getTime());
  });

  it("a job that cannot be enqueued leaves no approval behind", async () => {
    const change = await openChange(org, org.people.mara);
    const queue = { enqueue: () => Promise.reject(new Error("no queue")) };
    await expect(approveChange({ db: org.web, queue }, org.people.casey, input(change))).rejects.toThrow(
      "no queue",
    );
    expect(await stateOf(change.id)).toBe("open");
    expect(await org.owner.approval.count({ where: { changeId: change.id } })).toBe(0);
    expect(await actionsOf(change.id)).toEqual([]);
  });
});
