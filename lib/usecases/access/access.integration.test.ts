import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { approveChange } from "../approval/approve-change.ts";
import type { PersonActor } from "../ports.ts";
import { readAccess, readAccessInput } from "../read/read-access.ts";
import { askForAccess, askForAccessInput } from "./ask-for-access.ts";
import { extendGrant } from "./extend-grant.ts";
import { handBackGrant } from "./hand-back-grant.ts";
import { revokeAllOfPerson } from "./revoke-all-of-person.ts";
import { revokeGrant } from "./revoke-grant.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await observeShop(org);
});
afterAll(() => org.close());
beforeEach(() => {
  org.queue.jobs.length = 0;
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
let host = 0;
const freshAddress = () => {
  host += 1;
  return `203.0.113.${host}`;
};

const input = (over: object = {}) =>
  askForAccessInput.parse({
    stackId: org.stack.id,
    source: freshAddress(),
    sourceName: "Laptop",
    attested: true,
    endsAt: inHours(2).toISOString(),
    reason: "Deploy",
    ...over,
  });
const ask = (actor: PersonActor, over: object = {}) => askForAccess(org.deps, actor, input(over));
const planOf = async (changeId: string) =>
  planSchema.parse((await org.owner.changeRequest.findUniqueOrThrow({ where: { id: changeId } })).plan);
const logged = async (where: object) =>
  (await org.owner.auditEntry.findMany({ where, orderBy: { at: "asc" } })).map(({ action }) => action);

/** A grant that was asked for, as if it had been approved and applied. */
async function liveGrant(person: PersonActor, source = freshAddress(), opens = true) {
  const asked = await ask(person, { source });
  if (!asked.ok) throw new Error(asked.problem.sentence);
  await approveChange(org.deps, org.people.casey, {
    changeId: asked.value.id,
    pin: (await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } })).pin,
    comment: "",
  });
  const [grant] = await org.owner.grant.findMany({ where: { changeId: asked.value.id } });
  if (grant === undefined) throw new Error("No grant was written.");
  if (opens) {
    await org.worker.grant.update({ where: { id: grant.id }, data: { state: "live", openedAt: new Date() } });
    for (const state of ["applying", "applied"]) {
      await org.worker.changeRequest.update({
        where: { id: asked.value.id },
        data: {
          state,
          version: { increment: 1 },
          finishedAt: state === "applied" ? new Date() : null,
        },
      });
    }
  }
  return grant;
}

describe("asking for access", () => {
  it("an ssh admin asks; it waits for a cloud admin, who is told; all of it is logged", async () => {
    const asked = await ask(org.people.mara, { source: "203.0.113.200" });
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(asked.value).toMatchObject({ state: "open", alreadyOpenBy: null });
    const { steps, gained, lost } = await planOf(asked.value.id);
    expect(steps).toMatchObject([
      {
        action: "authorize",
        groupId: SHOP.ssh,
        rule: { protocol: "tcp", fromPort: 22, toPort: 22, peer: { kind: "ipv4", cidr: "203.0.113.200/32" } },
        tags: { "sallyport:stack": "shop" },
      },
    ]);
    expect(gained).toEqual([
      { groupId: SHOP.ssh, direction: "ingress", peer: "203.0.113.200/32", service: "tcp/22" },
    ]);
    expect(lost).toEqual([]);
    const [grant] = await org.owner.grant.findMany({ where: { changeId: asked.value.id } });
    expect(grant).toMatchObject({ state: "asked", peer: "203.0.113.200/32", groupId: SHOP.ssh });
    expect(JSON.stringify(steps)).toContain(`sallyport grant ${grant?.number} until`);
    expect(await logged({ changeId: asked.value.id })).toEqual(
      expect.arrayContaining(["change.asked", "grant.asked"]),
    );
    const told = await org.owner.notice.findMany({ where: { dedupeKey: { contains: asked.value.id } } });
    expect(new Set(told.map(({ personId }) => personId))).toEqual(
      new Set([org.people.casey.personId, org.people.ruben.personId]),
    );
    const change = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
    expect(JSON.stringify(change.effect)).toContain(
      "203.0.113.200 (Laptop) can open new SSH connections to shop",
    );
    expect(org.queue.jobs).toEqual([]);
  });

  it("the same form sent fifty times makes one request; another body under its key is refused", async () => {
    const form = input({ requestKey: "form-1" });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => askForAccess(org.deps, org.people.mara, form)),
    );
    const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.problem.sentence)));
    expect(ids.size).toBe(1);
    expect(await org.owner.changeRequest.count({ where: { requestKey: { startsWith: "form-1 " } } })).toBe(1);
    for (const over of [{ reason: "Something else" }, { source: freshAddress() }, { endsAt: inHours(1) }]) {
      const other = await askForAccess(org.deps, org.people.mara, { ...form, ...over });
      expect(other).toMatchObject({
        ok: false,
        problem: { kind: "conflict", sentence: expect.stringContaining("sent before") },
      });
    }
  });

  it.each([
    ["a cloud admin for themselves", "casey", {}, "forbidden", /cloud admins have no SSH access/],
    ["a team lead", "priya", {}, "forbidden", /Only ssh admins/],
    ["somebody without a role", "noor", {}, "absent", /nothing here/],
    ["a range", "mara", { source: "203.0.113.0/24" }, "invalid", /outside the organisation's networks/],
    ["the whole Internet in disguise", "mara", { source: "1.0.0.0/0" }, "invalid", /whole Internet/],
    ["host bits", "mara", { source: "203.0.113.7/24" }, "invalid", /Did you mean 203\.0\.113\.0\/24/],
    ["a private address", "mara", { source: "192.168.0.7" }, "invalid", /private address/],
    ["IPv6 to a VPC without it", "mara", { source: "2a00:1450::7" }, "invalid", /IPv4 only/],
    ["an address nobody calls their own", "mara", { attested: false }, "invalid", /is yours/],
    [
      "too long",
      "mara",
      { endsAt: inHours(13).toISOString() },
      "invalid",
      /longest for this stack is 12 hours/,
    ],
    ["the past", "mara", { endsAt: inHours(-1).toISOString() }, "invalid", /over already/],
    ["a stack that is none", "mara", { stackId: crypto.randomUUID() }, "absent", /nothing here/],
  ] as const)("refuses %s", async (_, who, over, kind, sentence) => {
    const before = await org.owner.changeRequest.count();
    const asked = await ask(org.people[who], over);
    expect(asked).toMatchObject({ ok: false, problem: { kind } });
    expect(asked.ok ? "" : asked.problem.sentence).toMatch(sentence);
    expect(await org.owner.changeRequest.count()).toBe(before);
  });

  it("refuses a door whose controller keeps its rules, and says so before anybody asks", async () => {
    const closedBecause = async () => {
      const view = await readAccess(org.deps, org.people.mara, readAccessInput.parse({}));
      return view.ok ? view.value.stacks.map((stack) => stack.closedBecause) : [];
    };
    await observeShop(org, {}, undefined, { "kubernetes.io/cluster/prod": "owned" });
    const asked = await ask(org.people.mara);
    const sentence = `${SHOP.ssh} belongs to EKS, which writes its rules by itself, so no access is opened there. Ask whoever looks after ${org.stack.name} to bind a group of its own as its door.`;
    expect(asked).toMatchObject({ ok: false, problem: { kind: "conflict", sentence } });
    expect(await closedBecause()).toContain(sentence);
    await observeShop(org, {}, undefined, { Terraform: "true" });
    expect((await ask(org.people.mara)).ok).toBe(true);
    await observeShop(org);
    expect(await closedBecause()).not.toContain(sentence);
  });

  it("a cloud admin opens it for a named ssh admin: another cloud admin approves", async () => {
    const asked = await ask(org.people.casey, { personId: org.people.jonas.personId });
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(asked.value.state).toBe("open");
    const { pin } = await org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
    const answer = { changeId: asked.value.id, pin, comment: "" };
    expect(await approveChange(org.deps, org.people.casey, answer)).toMatchObject({ ok: false });
    expect(await approveChange(org.deps, org.people.ruben, answer)).toMatchObject({
      value: { state: "approved" },
    });
  });

  it("where the stack's policy lets one suffice, it goes to the worker at once", async () => {
    const policy = { answers: { grantForOther: "one-suffices" } };
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { policy } });
    const asked = await ask(org.people.casey, { personId: org.people.jonas.personId });
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { policy: {} } });
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(asked.value.state).toBe("approved");
    expect(org.queue.jobs).toEqual([{ name: "apply-change", changeId: asked.value.id }]);
  });

  it("nobody opens access for somebody who is no ssh admin, nor an ssh admin for a colleague", async () => {
    expect(await ask(org.people.casey, { personId: org.people.priya.personId })).toMatchObject({ ok: false });
    expect(await ask(org.people.mara, { personId: org.people.jonas.personId })).toMatchObject({
      ok: false,
      problem: { kind: "forbidden" },
    });
  });

  it("one's own live grant is offered for extension; a colleague's on the same source is joined", async () => {
    const grant = await liveGrant(org.people.mara, "203.0.113.210");
    await observeShop(org, { ssh: ["tcp 22 203.0.113.210/32"] });
    const again = await ask(org.people.mara, { source: "203.0.113.210" });
    expect(again).toMatchObject({ ok: false, problem: { kind: "conflict", extendGrantId: grant.id } });
    const joined = await ask(org.people.jonas, { source: "203.0.113.210", endsAt: inHours(5).toISOString() });
    if (!joined.ok) throw new Error(joined.problem.sentence);
    expect((await planOf(joined.value.id)).steps).toMatchObject([
      { action: "authorize", groupId: SHOP.ssh },
      { action: "describe", tags: { "sallyport:grant": expect.stringContaining(String(grant.number)) } },
    ]);
    await observeShop(org);
  });

  it("a source that a lasting rule lets in already is granted as that, and adds nothing", async () => {
    await observeShop(org, { ssh: ["tcp 20-25 203.0.113.128/25"] });
    const asked = await ask(org.people.jonas, { source: "203.0.113.220" });
    await observeShop(org);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect(asked.value.alreadyOpenBy).toMatch(/tcp\/20-25 from 203\.0\.113\.128\/25/);
    expect((await planOf(asked.value.id)).steps).toEqual([]);
  });
});

describe("extending", () => {
  it("asks for a later end, once at a time, and only for what is live", async () => {
    const grant = await liveGrant(org.people.mara, "203.0.113.230");
    await observeShop(org, { ssh: ["tcp 22 203.0.113.230/32"] });
    const later = { grantId: grant.id, endsAt: inHours(6), reason: "Still deploying", requestKey: null };
    const early = await extendGrant(org.deps, org.people.mara, { ...later, endsAt: inHours(1) });
    expect(early).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    const stranger = await extendGrant(org.deps, org.people.jonas, later);
    expect(stranger).toMatchObject({ ok: false, problem: { kind: "absent" } });
    const asked = await extendGrant(org.deps, org.people.mara, later);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    expect((await planOf(asked.value.id)).steps).toMatchObject([{ action: "describe", groupId: SHOP.ssh }]);
    expect(await extendGrant(org.deps, org.people.mara, later)).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    const { endsAt } = await org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } });
    expect(endsAt).toEqual(grant.endsAt);
    await observeShop(org);
  });
});

describe("ending access needs nobody's approval", () => {
  it("its holder hands it back, and nobody else's", async () => {
    const grant = await liveGrant(org.people.mara, "203.0.113.240");
    await observeShop(org, { ssh: ["tcp 22 203.0.113.240/32"] });
    org.queue.jobs.length = 0;
    expect(await handBackGrant(org.deps, org.people.jonas, { grantId: grant.id })).toMatchObject({
      ok: false,
      problem: { kind: "forbidden" },
    });
    const back = await handBackGrant(org.deps, org.people.mara, { grantId: grant.id });
    if (!back.ok || back.value === null) throw new Error("It was not handed back.");
    expect(back.value.state).toBe("approved");
    expect((await planOf(back.value.id)).steps).toMatchObject([
      { action: "revoke", groupId: SHOP.ssh, rule: { peer: { cidr: "203.0.113.240/32" } } },
    ]);
    expect(org.queue.jobs).toEqual([{ name: "apply-change", changeId: back.value.id }]);
    const after = await org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } });
    expect(after).toMatchObject({ state: "ending", endReason: "handed-back", endChangeId: back.value.id });
    expect(await handBackGrant(org.deps, org.people.mara, { grantId: grant.id })).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    await observeShop(org);
  });

  it("a cloud admin revokes any grant alone; an ssh admin, a lead and a reviewer do not", async () => {
    const grant = await liveGrant(org.people.jonas, "203.0.113.241");
    const revoke = (actor: PersonActor) =>
      revokeGrant(org.deps, actor, { grantId: grant.id, reason: "Left the company" });
    for (const who of ["mara", "priya", "ines"] as const) {
      expect(await revoke(org.people[who])).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
    }
    expect(await revoke(org.people.noor)).toMatchObject({ ok: false, problem: { kind: "absent" } });
    expect(await revoke(org.people.ruben)).toMatchObject({ ok: true });
    expect(await logged({ grantId: grant.id })).toEqual(expect.arrayContaining(["grant.ending", "refused"]));
  });

  it("right after it was opened, before anybody looked at EC2 again, the worker is left to find the rule", async () => {
    const grant = await liveGrant(org.people.mara);
    org.queue.jobs.length = 0;
    expect(await handBackGrant(org.deps, org.people.mara, { grantId: grant.id })).toEqual({
      ok: true,
      value: null,
    });
    const after = await org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } });
    expect(after).toMatchObject({ state: "ending", endReason: "handed-back", endChangeId: null });
  });

  it("two people behind one office: one's end rewrites the rule, and does not cut the other", async () => {
    const first = await liveGrant(org.people.mara, "203.0.113.242");
    await observeShop(org, { ssh: ["tcp 22 203.0.113.242/32"] });
    await liveGrant(org.people.jonas, "203.0.113.242");
    const back = await handBackGrant(org.deps, org.people.mara, { grantId: first.id });
    if (!back.ok || back.value === null) throw new Error("It was not handed back.");
    expect((await planOf(back.value.id)).steps).toMatchObject([{ action: "describe" }]);
    await observeShop(org);
  });

  it("throws somebody out: all that is live ends, all that is asked for is cancelled", async () => {
    const person = await org.addPerson("Leaver", "ssh_admin");
    const live = await liveGrant(person);
    const other = await liveGrant(person);
    const approved = await liveGrant(person, freshAddress(), false);
    const asked = await ask(person);
    if (!asked.ok) throw new Error(asked.problem.sentence);
    const all = { personId: person.personId, reason: "Laptop stolen" };
    expect(await revokeAllOfPerson(org.deps, org.people.mara, all)).toMatchObject({ ok: false });
    expect(await revokeAllOfPerson(org.deps, org.people.casey, all)).toEqual({
      ok: true,
      value: { grantsEnding: 2, requestsCancelled: 2 },
    });
    const grants = await org.owner.grant.findMany({ where: { personId: person.personId } });
    expect(new Map(grants.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [live.id, "ending"],
        [other.id, "ending"],
        [approved.id, "refused"],
        [expect.any(String), "refused"],
      ]),
    );
  });
});
