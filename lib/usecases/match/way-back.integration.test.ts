/** Drafts, plans made anew, the way back, scheduled starts, and who reads what of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { observationOf } from "#lib/core/testing/estate.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { changesToApply } from "../apply/changes-to-apply.ts";
import { approveChange } from "../approval/approve-change.ts";
import { commentOnChange } from "../approval/comment-on-change.ts";
import { whyNotEnoughAnswers } from "../approval/why-not-enough-answers.ts";
import { withdrawChange } from "../approval/withdraw-change.ts";
import { readTimeline } from "../history/read-timeline.ts";
import type { PersonActor } from "../ports.ts";
import { listChanges, listChangesInput } from "../read/list-changes.ts";
import { readChange } from "../read/read-change.ts";
import { readStack } from "../read/read-stack.ts";
import { proposeMatch, proposeMatchInput } from "./propose-match.ts";
import { replanChange } from "./replan-change.ts";
import { rollBackChange, rollBackInput } from "./roll-back-change.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
});
afterAll(() => org.close());
beforeEach(async () => {
  await org.owner.changeRequest.updateMany({
    where: { state: { in: ["open", "approved"] } },
    data: { state: "cancelled", version: { increment: 1 }, finishedAt: new Date() },
  });
});

const drifted = { db: ["tcp 3306 10.0.0.0/8", `tcp 3306 ${SHOP.app}`] };
const ask = async (actor: PersonActor, over: object = {}) => {
  const asked = await proposeMatch(
    org.deps,
    actor,
    proposeMatchInput.parse({ stackId: org.stack.id, reason: "Drift", ...over }),
  );
  if (!asked.ok) throw new Error(asked.problem.sentence);
  return org.owner.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
};
const approve = (actor: PersonActor, change: { id: string; pin: string }) =>
  approveChange(org.deps, actor, { changeId: change.id, pin: change.pin, comment: "" });
const view = async (actor: PersonActor, number: number) => readChange(org.deps, actor, { number });
const all = (actor: PersonActor) => listChanges(org.deps, actor, listChangesInput.parse({ show: "all" }));
const now = (id: string) => org.owner.changeRequest.findUniqueOrThrow({ where: { id } });

/** As the worker would leave it when every step has its effect. */
async function carriedOut(id: string): Promise<void> {
  const { plan, version } = await now(id);
  const steps = planSchema.parse(plan).steps.map((operation, ordinal) => ({
    changeId: id,
    ordinal,
    operation: JSON.parse(JSON.stringify(operation)) as object,
    state: "done",
  }));
  await org.worker.step.createMany({ data: steps });
  await org.worker.changeRequest.update({ where: { id }, data: { state: "applying", version: version + 1 } });
  await org.worker.changeRequest.update({
    where: { id },
    data: { state: "applied", version: version + 2, finishedAt: new Date() },
  });
}

describe("a draft", () => {
  it("is its author's alone until it is put up for approval, and plans against what EC2 is by then", async () => {
    const { casey, ruben, ines } = org.people;
    await observeShop(org, drifted);
    const draft = await ask(casey, { draft: true });
    expect(draft.state).toBe("draft");
    expect(await view(ruben, draft.number)).toMatchObject({ ok: false, problem: { kind: "absent" } });
    expect(await view(ines, draft.number)).toMatchObject({ ok: false, problem: { kind: "absent" } });
    const seen = await all(ruben);
    expect(seen.ok && seen.value.rows.map(({ number }) => number)).not.toContain(draft.number);
    expect(await approve(ruben, draft)).toMatchObject({ ok: false });
    expect(await replanChange(org.deps, ruben, { changeId: draft.id })).toMatchObject({ ok: false });
    await observeShop(org, { ...drifted, app: [`tcp 8080 ${SHOP.web}`, "tcp 25 10.0.0.0/8"] });
    expect(await replanChange(org.deps, casey, { changeId: draft.id })).toMatchObject({ ok: true });
    const opened = await now(draft.id);
    expect([opened.state, planSchema.parse(opened.plan).steps.length]).toEqual(["open", 2]);
    expect(await approve(ruben, opened)).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  it("is thrown away by its author", async () => {
    await observeShop(org, drifted);
    const draft = await ask(org.people.casey, { draft: true });
    expect(await withdrawChange(org.deps, org.people.casey, { changeId: draft.id })).toMatchObject({
      ok: true,
    });
    expect((await now(draft.id)).state).toBe("cancelled");
  });
});

describe("what is pinned", () => {
  it("planned anew as another plan dismisses the approvals, tells whoever gave them, and keeps the difference", async () => {
    const { casey, ruben } = org.people;
    await observeShop(org, drifted);
    const asked = await ask(casey, { startsAt: new Date(Date.now() + 3_600_000).toISOString() });
    await approve(ruben, asked);
    expect(await replanChange(org.deps, casey, { changeId: asked.id })).toMatchObject({ ok: false });
    await observeShop(org, { db: ["tcp 3306 192.168.0.0/16", `tcp 3306 ${SHOP.app}`] });
    const replanned = await replanChange(org.deps, casey, { changeId: asked.id });
    expect(replanned).toMatchObject({ ok: true, value: { dismissed: 1 } });
    const row = await now(asked.id);
    expect([row.state, row.version]).toEqual(["open", asked.version + 2]);
    expect(await approve(ruben, asked)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    const shown = await view(ruben, asked.number);
    if (!shown.ok) throw new Error("not shown");
    expect(shown.value.moves.map(({ to, personName }) => [to, personName])).toEqual([
      ["open", "Casey"],
      ["approved", "Ruben"],
      ["open", "Casey"],
    ]);
    expect(shown.value.moves.at(-1)?.diff).toContainEqual({
      sign: "-",
      text: `Step 1: Remove tcp/3306 from 10.0.0.0/8 from ${SHOP.db}.`,
    });
    const told = await org.owner.notice.findMany({ where: { personId: ruben.personId } });
    expect(told.some(({ body }) => body.includes("+ Step 1: Remove tcp/3306 from 192.168.0.0/16"))).toBe(
      true,
    );
    expect(await approve(ruben, row)).toMatchObject({ ok: true });
  });

  it("and what stands beside it, said otherwise, dismisses the approvals and is told line by line", async () => {
    const { casey, ruben } = org.people;
    await observeShop(org, drifted);
    const said = {
      reason: "Drift",
      startsAt: null,
      removeRedundant: false,
      acceptNoSshSource: false,
      acceptQuotaGap: false,
      mostNewInstances: null,
    };
    const edit = (id: string, over: object) =>
      replanChange(org.deps, casey, { changeId: id, edit: { ...said, ...over }, keepDraft: true });
    const draft = await ask(casey, { draft: true });
    expect(await edit(draft.id, { reason: "Audit" })).toMatchObject({ ok: true, value: { state: "draft" } });
    expect(await edit(draft.id, { reason: "Audit" })).toMatchObject({ ok: false });
    expect(await replanChange(org.deps, casey, { changeId: draft.id })).toMatchObject({ ok: true });
    const read = await now(draft.id);
    expect([read.state, read.reason, read.version]).toEqual(["open", "Audit", 3]);
    await approve(ruben, read);
    const startsAt = new Date(Date.now() + 3_600_000);
    expect(await edit(draft.id, { startsAt: new Date(0), reason: "Audit" })).toMatchObject({
      problem: { kind: "invalid" },
    });
    const bounded = { reason: "Audit", mostNewInstances: 5 };
    expect(await edit(draft.id, bounded)).toMatchObject({ ok: true, value: { state: "open", dismissed: 1 } });
    await approve(ruben, read);
    expect(await edit(draft.id, { startsAt, reason: "Audit", mostNewInstances: 0 })).toMatchObject({
      ok: true,
      value: { state: "open", dismissed: 1 },
    });
    const told = await view(ruben, draft.number);
    expect(told.ok && told.value.moves.at(-1)?.diff).toEqual([
      { sign: "-", text: "Starts as soon as it is approved" },
      { sign: "-", text: "Touches at most 5 more instances than shown" },
      { sign: "+", text: expect.stringContaining("Starts not before") },
      { sign: "+", text: "Touches at most 0 more instances than shown" },
    ]);
    // The plan is the same, and so is its pin: an answer to the words of before is refused all the same.
    const late = { changeId: draft.id, pin: read.pin, comment: "", version: read.version };
    expect(await approveChange(org.deps, ruben, late)).toMatchObject({ problem: { kind: "conflict" } });
    const fresh = { ...late, version: (await now(draft.id)).version };
    expect(await approveChange(org.deps, ruben, fresh)).toMatchObject({ ok: true });
    const sooner = { startsAt: null, version: fresh.version + 2 };
    const forged = org.web.changeRequest.update({ where: { id: draft.id }, data: sooner });
    await expect(forged).rejects.toThrow("planned anew");
  });

  it("cannot be changed by the web's own SQL while an approval stands, nor by the worker", async () => {
    await observeShop(org, drifted);
    const asked = await ask(org.people.casey);
    await org.owner.changeRequest.update({
      where: { id: asked.id },
      data: { requirement: { parts: [{ label: "Two", count: 2, roles: ["cloud_admin"] }] } },
    });
    await approve(org.people.ruben, asked);
    const forged = { pin: "cd".repeat(32), version: asked.version + 1 };
    const forge = (client: typeof org.web) =>
      client.changeRequest.update({ where: { id: asked.id }, data: forged });
    await expect(forge(org.web)).rejects.toThrow("planned anew");
    await expect(forge(org.worker)).rejects.toThrow();
    await expect(
      org.web.changeMove.create({ data: { changeId: asked.id, version: 9, toState: "approved" } }),
    ).rejects.toThrow("did not move");
  });
});

describe("rolling back", () => {
  it("asks for the inverse against the present, once, and leaves alone what others changed since", async () => {
    const { casey, ruben, ines } = org.people;
    await observeShop(org, { ...drifted, app: [] });
    const asked = await ask(casey);
    await approve(ruben, asked);
    await carriedOut(asked.id);
    // Since then somebody has opened the range again by hand.
    await observeShop(org, drifted);
    const input = rollBackInput.parse({ changeId: asked.id, reason: "It broke the shop" });
    expect(await rollBackChange(org.deps, ines, input)).toMatchObject({ ok: false });
    const both = await Promise.all([
      rollBackChange(org.deps, casey, input),
      rollBackChange(org.deps, ruben, input),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const back = await org.owner.changeRequest.findFirstOrThrow({ where: { rollsBackId: asked.id } });
    const inverse: PlanStep[] = [...planSchema.parse(back.plan).steps];
    expect(inverse).toMatchObject([
      { action: "revoke", groupId: SHOP.app, rule: { peer: { kind: "group", groupId: SHOP.web } } },
    ]);
    const shown = await view(casey, asked.number);
    expect(shown).toMatchObject({
      ok: true,
      value: { mayRollBack: false, rolledBackBy: { number: back.number, isDone: false } },
    });
  });

  it("is refused for what was not carried out", async () => {
    await observeShop(org, drifted);
    const asked = await ask(org.people.casey);
    const input = rollBackInput.parse({ changeId: asked.id, reason: "Undo" });
    expect(await rollBackChange(org.deps, org.people.casey, input)).toMatchObject({ ok: false });
  });
});

it("a change that starts later is not taken up before, whatever is written", async () => {
  await observeShop(org, drifted);
  const asked = await ask(org.people.casey, { startsAt: new Date(Date.now() + 3_600_000).toISOString() });
  await approve(org.people.ruben, asked);
  expect(await changesToApply(org.worker, 50)).not.toContain(asked.id);
  const { version } = await now(asked.id);
  const begin = { state: "applying", version: version + 1 };
  await expect(org.worker.changeRequest.update({ where: { id: asked.id }, data: begin })).rejects.toThrow(
    "later",
  );
});

describe("the policy's rules", () => {
  it("want the lead of another team whose stack uses the group, who then reads and answers it, in turn", async () => {
    const { casey, ruben, otto, priya } = org.people;
    await observeShop(org, drifted);
    const { id: _, ...shop } = org.stack;
    const bindings = [{ tier: "db", primaryGroupId: SHOP.db, otherGroupIds: [] }];
    const other = await org.owner.stack.create({
      data: { ...shop, policy: {}, name: "ledger", teamId: org.otherTeam.id, bindings },
    });
    const asked = await ask(casey);
    expect(asked.requirement).toMatchObject({ parts: [{ count: 1 }, { teamIds: [org.otherTeam.id] }] });
    expect(await view(otto, asked.number)).toMatchObject({ ok: true, value: { mayAnswer: true } });
    const listed = await all(otto);
    expect(listed.ok && listed.value.rows.map(({ number }) => number)).toContain(asked.number);
    expect(await approve(priya, asked)).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
    // Raw SQL does not get around it either: no other lead answers for that team, and no team that is not asked.
    const row = {
      changeId: asked.id,
      requesterId: casey.personId,
      beneficiaryId: casey.personId,
      decision: "approve",
      role: "team_lead",
      pin: asked.pin,
    };
    const forge = (personId: string, teamId: string) =>
      org.web.approval.create({ data: { ...row, personId, teamId } });
    await expect(forge(priya.personId, org.otherTeam.id)).rejects.toThrow("role to answer");
    await expect(forge(priya.personId, org.team.id)).rejects.toThrow("not asked");
    expect(await approve(ruben, asked)).toMatchObject({ ok: true, value: { state: "open" } });
    expect(await approve(otto, asked)).toMatchObject({ ok: true, value: { state: "approved" } });
    const plan = planSchema.parse(asked.plan);
    const seen = observationOf({});
    const why = () => org.worker.$transaction((tx) => whyNotEnoughAnswers(tx, asked.id, plan, seen));
    expect(await why()).toBeNull();
    // A third team that nobody was shown: the worker stops.
    const third = await org.owner.team.create({ data: { name: "Search" } });
    await org.owner.stack.update({ where: { id: other.id }, data: { teamId: third.id } });
    expect(await why()).toContain("The lead of the team Search");
    await org.owner.stack.update({ where: { id: other.id }, data: { retiredAt: new Date() } });
  });

  it("deny before they allow, and give answers their turn", async () => {
    const { casey, ruben, priya, mara } = org.people;
    await observeShop(org, drifted);
    const rule = {
      name: "Freeze",
      kinds: [],
      stacks: ["shop"],
      when: [],
      deny: "Not this week.",
      need: [],
      order: "together",
    };
    const turns = {
      ...{ ...rule, name: "Both", deny: null, order: "in-turn" },
      need: [
        { from: "team-lead", team: null, count: 1 },
        { from: "cloud-admin", team: null, count: 1 },
      ],
    };
    const holds = async (approvals: object[]) => {
      const value = JSON.parse(JSON.stringify({ ...DEFAULT_POLICY, approvals })) as object;
      await org.owner.setting.upsert({
        where: { key: "policy" },
        create: { key: "policy", value },
        update: { value },
      });
    };
    await holds([turns, rule]);
    await expect(ask(casey)).rejects.toThrow("does not allow this (Freeze): Not this week.");
    await holds([turns]);
    const asked = await ask(casey);
    expect(await approve(ruben, asked)).toMatchObject({
      problem: { sentence: "Answers are given in turn. First: The lead of the stack's team." },
    });
    expect(await approve(mara, asked)).toMatchObject({ ok: false });
    // Raw SQL waits for its turn, too.
    const forge = (actor: PersonActor, role: string) =>
      org.web.approval.create({
        data: {
          changeId: asked.id,
          requesterId: casey.personId,
          beneficiaryId: casey.personId,
          personId: actor.personId,
          decision: "approve",
          role,
          pin: asked.pin,
        },
      });
    await expect(forge(ruben, "cloud_admin")).rejects.toThrow("in turn");
    expect(await approve(priya, asked)).toMatchObject({ ok: true, value: { state: "open" } });
    expect(await approve(ruben, asked)).toMatchObject({ ok: true, value: { state: "approved" } });
    await org.owner.setting.deleteMany();
  });
});

describe("what is sent twice with one key", () => {
  it("fifty times at once happens once and is answered the same, and is refused with another body", async () => {
    const change = await openChange(org, org.people.mara);
    const once = { key: "0123456789abcdef0123456789abcdef", bodyHash: "ab".repeat(32) };
    const send = (comment: string, bodyHash = once.bodyHash) =>
      commentOnChange({ ...org.deps, once: { ...once, bodyHash } }, org.people.casey, {
        changeId: change.id,
        comment,
      });
    const answers = await Promise.all(Array.from({ length: 50 }, () => send("Why?")));
    expect(new Set(answers.map((each) => (each.ok ? each.value.id : "refused"))).size).toBe(1);
    expect(answers[0]?.ok).toBe(true);
    expect(await send("Something else", "cd".repeat(32))).toMatchObject({
      ok: false,
      problem: { kind: "conflict" },
    });
    expect(await org.owner.changeComment.count({ where: { changeId: change.id } })).toBe(1);
    expect(
      await org.owner.auditEntry.count({ where: { changeId: change.id, action: "change.commented" } }),
    ).toBe(1);
  });
});

describe("who reads what", () => {
  it("an ssh admin their own, a lead the team's, a stranger nothing; and damaged rows keep nobody from the others", async () => {
    const { mara, jonas, priya, otto, ines, casey, noor } = org.people;
    const change = await openChange(org, mara);
    await org.owner.changeRequest.update({
      where: { id: change.id },
      data: { requirement: { parts: [{}] } },
    });
    const reads = async (actor: PersonActor) => {
      const [one, list] = [await view(actor, change.number), await all(actor)];
      const listed = list.ok && list.value.rows.some(({ number }) => number === change.number);
      expect(listed).toBe(one.ok);
      return one.ok;
    };
    expect(await Promise.all([mara, priya, ines, casey].map(reads))).toEqual([true, true, true, true]);
    expect(await Promise.all([jonas, otto, noor].map(reads))).toEqual([false, false, false]);
    expect(await view(casey, change.number)).toMatchObject({
      ok: true,
      value: { unreadable: true, mayAnswer: false },
    });
    const write = (actor: PersonActor) =>
      commentOnChange(org.deps, actor, { changeId: change.id, comment: "Why?" });
    await org.owner.changeRequest.update({ where: { id: change.id }, data: { requirement: { parts: [] } } });
    expect(await write(jonas)).toMatchObject({ ok: false, problem: { kind: "absent" } });
    expect(await write(priya)).toMatchObject({ ok: true });
    expect(await view(mara, change.number)).toMatchObject({
      ok: true,
      value: { comments: [{ personName: "Priya", body: "Why?" }] },
    });
  });

  it("on the page of a stack, in its history and in the life of a rule nothing shows that its reader may not read", async () => {
    const { mara, jonas, casey, ruben } = org.people;
    const change = await openChange(org, mara);
    await observeShop(org, drifted);
    const draft = await ask(casey, { draft: true });
    const told = async (actor: PersonActor) => {
      const stack = await readStack(org.deps, actor, { name: "shop" });
      const time = await readTimeline(org.deps, actor, { name: "shop" });
      if (!stack.ok || !time.ok) throw new Error("not read");
      const numbers = time.value.rows.flatMap((row) => (row.kind === "change-asked" ? [row.number] : []));
      const underWay = stack.value.underWay.map(({ number }) => number);
      return [change, draft].map(({ number }) => [underWay.includes(number), numbers.includes(number)]);
    };
    const [yes, no] = [
      [true, true],
      [false, false],
    ];
    expect(await told(jonas)).toEqual([no, no]);
    expect(await told(mara)).toEqual([yes, no]);
    expect(await told(ruben)).toEqual([yes, no]);
    const [ofOpen, ofDraft] = await told(casey);
    expect([ofOpen, ofDraft?.[1]]).toEqual([yes, true]);
  });

  it("what nobody answered in time is over by the clock, whether or not a worker runs", async () => {
    const { mara, casey } = org.people;
    const change = await openChange(org, mara, { answerBy: new Date(Date.now() - 1_000) });
    expect(await view(casey, change.number)).toMatchObject({ value: { state: "expired", missing: [] } });
    const list = await all(mara);
    expect(list.ok && list.value.rows.find(({ number }) => number === change.number)?.state).toBe("expired");
    expect((await now(change.id)).state).toBe("open");
  });

  it("who comes too late is told who won", async () => {
    const change = await openChange(org, org.people.mara);
    await org.owner.changeRequest.update({ where: { id: change.id }, data: { plan: {} } });
    await approve(org.people.casey, change);
    const late = await approve(org.people.ruben, change);
    expect(late).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringContaining("Casey gave the last") },
    });
  });
});
