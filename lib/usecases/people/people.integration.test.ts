import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askedGrant, createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { approveChange } from "../approval/approve-change.ts";
import type { PersonActor } from "../ports.ts";
import { createTeam } from "./create-team.ts";
import { disablePerson, enablePerson } from "./disable-person.ts";
import { endRole } from "./end-role.ts";
import { endSessions } from "./end-sessions.ts";
import { giveRole } from "./give-role.ts";
import { heldRoles } from "./held-roles.ts";
import { listPeople } from "./list-people.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const assignment = async (person: PersonActor) =>
  (
    await org.owner.roleAssignment.findFirstOrThrow({
      where: { personId: person.personId, validUntil: null },
    })
  ).id;
const give = (
  actor: PersonActor,
  person: PersonActor,
  role: "cloud_admin" | "ssh_admin" | "team_lead" | "security_reviewer",
  teamId: string | null = null,
) => giveRole(org.deps, actor, { personId: person.personId, role, teamId });
const end = async (actor: PersonActor, person: PersonActor) =>
  endRole(org.deps, actor, { assignmentId: await assignment(person) });
const kindOf = (result: { ok: boolean; problem?: { kind: string } }) =>
  result.ok ? "done" : result.problem?.kind;

describe("roles", () => {
  it("a cloud admin gives and ends them; nobody else does, and a refusal is logged", async () => {
    const { people } = org;
    const fresh = await org.addPerson("Fresh", null);
    expect(kindOf(await give(people.casey, fresh, "security_reviewer"))).toBe("done");
    expect((await heldRoles(org.web, fresh.personId)).map(({ role }) => role)).toEqual(["security_reviewer"]);
    expect(kindOf(await end(people.ruben, fresh))).toBe("done");
    expect(await heldRoles(org.web, fresh.personId)).toEqual([]);
    const entries = await org.owner.auditEntry.findMany({
      where: { personId: fresh.personId },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual(["role.given", "role.ended"]);

    for (const [actor, kind] of [
      [people.mara, "forbidden"],
      [people.priya, "forbidden"],
      [people.ines, "forbidden"],
      [people.noor, "absent"],
    ] as const) {
      const before = await org.owner.auditEntry.count({ where: { action: "refused" } });
      expect(kindOf(await give(actor, fresh, "cloud_admin"))).toBe(kind);
      expect(await org.owner.auditEntry.count({ where: { action: "refused" } })).toBe(before + 1);
    }
  });

  it("whoever leads a team from now on is told what has waited for its lead", async () => {
    const { casey, mara, priya } = org.people;
    const parts = [{ label: "The team's lead", count: 1, roles: ["team_lead"] }];
    const waits = await openChange(org, mara, { parts });
    const other = await openChange(org, mara);
    const lead = await org.addPerson("Lena", null);
    expect(kindOf(await give(casey, lead, "team_lead", org.team.id))).toBe("done");
    const told = await org.owner.notice.findMany({ where: { personId: lead.personId } });
    expect(told.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["approval-wanted", expect.stringContaining(`#${waits.number} `)],
    ]);
    expect(told.some(({ subject }) => subject.includes(`#${other.number} `))).toBe(false);
    expect(kindOf(await end(casey, lead))).toBe("done");
    expect(kindOf(await give(casey, priya, "team_lead", org.team.id))).toBe("conflict");
  });

  it("never one's own, never both kinds of administrator, never twice, and a team only for its lead", async () => {
    const { people } = org;
    expect(kindOf(await give(people.casey, people.casey, "security_reviewer"))).toBe("forbidden");
    expect(kindOf(await end(people.casey, people.casey))).toBe("forbidden");
    expect(kindOf(await give(people.casey, people.mara, "cloud_admin"))).toBe("conflict");
    expect(kindOf(await give(people.casey, people.ruben, "ssh_admin"))).toBe("conflict");
    expect(kindOf(await give(people.casey, people.mara, "ssh_admin"))).toBe("conflict");
    expect(kindOf(await give(people.casey, people.noor, "team_lead"))).toBe("invalid");
    expect(kindOf(await give(people.casey, people.noor, "ssh_admin", org.team.id))).toBe("invalid");
    expect(kindOf(await give(people.casey, people.priya, "team_lead", org.otherTeam.id))).toBe("done");
  });

  it("somebody whose SSH grants have not ended does not become a cloud admin", async () => {
    const person = await org.addPerson("Changing", "ssh_admin");
    const change = await openChange(org, person);
    const grant = await askedGrant(org, change.id, person);
    await org.worker.grant.update({ where: { id: grant.id }, data: { state: "live", openedAt: new Date() } });
    await end(org.people.casey, person);
    expect(kindOf(await give(org.people.casey, person, "cloud_admin"))).toBe("conflict");
    await org.worker.grant.update({ where: { id: grant.id }, data: { state: "ended", endedAt: new Date() } });
    expect(kindOf(await give(org.people.casey, person, "cloud_admin"))).toBe("done");
  });

  it("an approver who loses the role loses the answers that rested on it", async () => {
    const admin = await org.addPerson("Leaving", "cloud_admin");
    const parts = [{ label: "Two cloud admins", count: 2, roles: ["cloud_admin"] }];
    const change = await openChange(org, org.people.mara, { parts });
    await approveChange(org.deps, admin, { changeId: change.id, pin: change.pin, comment: "" });
    await end(org.people.casey, admin);
    const [approval] = await org.owner.approval.findMany({ where: { changeId: change.id } });
    expect(approval?.dismissedAt).not.toBeNull();
  });

  it("an ssh admin who loses the role loses live access and what was asked for, at once", async () => {
    const person = await org.addPerson("Using", "ssh_admin");
    const asked = await openChange(org, person);
    const waiting = await askedGrant(org, asked.id, person);
    const applied = await openChange(org, person);
    const live = await askedGrant(org, applied.id, person);
    await org.worker.grant.update({ where: { id: live.id }, data: { state: "live", openedAt: new Date() } });
    expect(await end(org.people.casey, person)).toMatchObject({ ok: true, value: { grantsEnding: 1 } });
    const stateOf = async (id: string) => (await org.owner.grant.findUniqueOrThrow({ where: { id } })).state;
    expect(await stateOf(live.id)).toBe("ending");
    expect(await stateOf(waiting.id)).toBe("refused");
    const change = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.id } });
    expect(change.state).toBe("cancelled");
    const entries = await org.owner.auditEntry.findMany({ where: { grantId: live.id } });
    expect(entries.map(({ action }) => action)).toEqual(["grant.ending"]);
  });

  it("the last cloud admin stays, though two admins demote each other at once", async () => {
    const place = await createOrganisation();
    try {
      const { casey, ruben, ines } = place.people;
      const assignments = await place.owner.roleAssignment.findMany({ where: { role: "cloud_admin" } });
      const of = (person: PersonActor) =>
        assignments.find((each) => each.personId === person.personId)?.id ?? "";
      const results = await Promise.all([
        endRole(place.deps, casey, { assignmentId: of(ruben) }),
        endRole(place.deps, ruben, { assignmentId: of(casey) }),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const [left, gone] = results[0]?.ok ? [casey, ruben] : [ruben, casey];
      expect(
        await giveRole(place.deps, gone, { personId: ines.personId, role: "cloud_admin", teamId: null }),
      ).toMatchObject({ ok: false });
      expect(await disablePerson(place.deps, gone, { personId: left.personId })).toMatchObject({ ok: false });
      expect(await heldRoles(place.web, left.personId)).toHaveLength(1);
    } finally {
      await place.close();
    }
  });
});

describe("people", () => {
  let person: PersonActor;
  beforeEach(async () => {
    person = await org.addPerson("Somebody", "cloud_admin");
    for (const tokenHash of ["a", "b"]) {
      await org.web.session.create({
        data: {
          tokenHash: `${person.personId}${tokenHash}`,
          personId: person.personId,
          expiresAt: new Date(Date.now() + 60_000),
        },
      });
    }
  });

  it("are disabled at once, with their sessions, and come back without them", async () => {
    expect(kindOf(await disablePerson(org.deps, org.people.casey, { personId: person.personId }))).toBe(
      "done",
    );
    expect(await org.web.session.count({ where: { personId: person.personId } })).toBe(0);
    expect(await heldRoles(org.web, person.personId)).toEqual([]);
    expect(kindOf(await disablePerson(org.deps, org.people.casey, { personId: person.personId }))).toBe(
      "conflict",
    );
    expect(kindOf(await enablePerson(org.deps, org.people.ruben, { personId: person.personId }))).toBe(
      "done",
    );
    expect((await heldRoles(org.web, person.personId)).map(({ role }) => role)).toEqual(["cloud_admin"]);
    expect(
      kindOf(await disablePerson(org.deps, org.people.casey, { personId: org.people.casey.personId })),
    ).toBe("forbidden");
    expect(kindOf(await disablePerson(org.deps, org.people.mara, { personId: person.personId }))).toBe(
      "forbidden",
    );
  });

  it("sign themselves out everywhere; a cloud admin signs anybody out", async () => {
    expect(await endSessions(org.deps, person, { personId: person.personId })).toEqual({
      ok: true,
      value: { ended: 2 },
    });
    expect(kindOf(await endSessions(org.deps, org.people.mara, { personId: person.personId }))).toBe(
      "forbidden",
    );
    expect(kindOf(await endSessions(org.deps, org.people.casey, { personId: person.personId }))).toBe("done");
  });

  it("are listed with what they hold now, for those who may see it", async () => {
    const list = await listPeople({ db: org.web }, org.people.ines);
    if (!list.ok) throw new Error(list.problem.sentence);
    expect(list.value.mayEdit).toBe(false);
    expect(list.value.people.find(({ id }) => id === person.personId)).toMatchObject({
      disabled: false,
      sessions: 2,
      self: false,
      roles: [{ role: "cloud_admin" }],
    });
    expect(await listPeople({ db: org.web }, org.people.mara)).toMatchObject({ problem: { kind: "absent" } });
  });

  it("belong to teams with names of their own", async () => {
    expect(kindOf(await createTeam(org.deps, org.people.casey, { name: "Platform" }))).toBe("done");
    expect(kindOf(await createTeam(org.deps, org.people.casey, { name: "Platform" }))).toBe("conflict");
    expect(kindOf(await createTeam(org.deps, org.people.priya, { name: "Mine" }))).toBe("forbidden");
  });

  it("are listed as they were at a moment", async () => {
    const timeOf = async (where: object) =>
      (await org.owner.auditEntry.findFirstOrThrow({ where, orderBy: { at: "asc" } })).at;
    const listAt = async (at: Date) => {
      const list = await listPeople({ db: org.web }, org.people.casey, at);
      if (!list.ok) throw new Error(list.problem.sentence);
      return list.value;
    };
    const justBefore = (time: Date) => new Date(time.getTime() - 1);
    const { personId } = person;
    const oneAt = async (at: Date, who = personId) =>
      (await listAt(at)).people.find(({ id }) => id === who) ?? null;
    expect(kindOf(await disablePerson(org.deps, org.people.casey, { personId }))).toBe("done");
    expect(kindOf(await enablePerson(org.deps, org.people.ruben, { personId }))).toBe("done");
    const disabledAt = await timeOf({ action: "person.disabled", personId });
    expect(await oneAt(justBefore(disabledAt))).toMatchObject({ disabled: false, sessions: null });
    expect(await oneAt(disabledAt)).toMatchObject({ disabled: true });
    expect(await oneAt(await timeOf({ action: "person.enabled", personId }))).toMatchObject({
      disabled: false,
    });
    const ended = await org.owner.roleAssignment.findFirstOrThrow({ where: { validUntil: { not: null } } });
    const held = async (at: Date) => (await oneAt(at, ended.personId))?.roles.map(({ role }) => role);
    const endedAt = ended.validUntil ?? new Date(0);
    expect(await held(justBefore(endedAt))).toContain(ended.role);
    expect(await held(endedAt)).not.toContain(ended.role);
    expect(await oneAt(new Date("2020-03-03T14:00:00Z"))).toBeNull();
    const teamsAt = async (at: Date) => (await listAt(at)).teams.map(({ name }) => name);
    const madeAt = await timeOf({ action: "team.created" });
    expect(await teamsAt(madeAt)).toContain("Platform");
    expect(await teamsAt(justBefore(madeAt))).not.toContain("Platform");
    const list = await listPeople({ db: org.web }, org.people.mara, madeAt);
    expect(list).toMatchObject({ problem: { kind: "absent" } });
  });
});
