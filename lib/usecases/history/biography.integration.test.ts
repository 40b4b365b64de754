import { afterAll, beforeAll, expect, test } from "vitest";
import { askedGrant, createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { changeOfReview } from "#lib/testing/review-change.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { PersonActor } from "../ports.ts";
import { listChanges } from "../read/list-changes.ts";
import { readChangeAt } from "../read/read-change-at.ts";
import type { BiographyEvent } from "./biography.ts";
import { readGrantBiography } from "./read-grant-biography.ts";
import { readRuleBiography } from "./read-rule-biography.ts";
import { readTimeline } from "./read-timeline.ts";

let org: Organisation;
const RULE = "tcp 3306 198.51.100.7/32";
const KEY = "ingress tcp 3306:3306 198.51.100.7/32";
const ends: string[] = [];

async function look(rules: Parameters<typeof observeShop>[1] = {}): Promise<void> {
  await observeShop(org, rules);
  const last = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  ends.push(last.finishedAt?.toISOString() ?? "");
  await new Promise((resolve) => setTimeout(resolve, 15));
}
const withRule = { db: [`tcp 3306 ${SHOP.app}`, RULE] };

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await look();
  await look();
  await look(withRule);
  await look();
});
afterAll(() => org.close());

const short = ({ at, what, lookBefore, isOutside, changeNumber }: BiographyEvent) => ({
  at,
  what,
  lookBefore,
  isOutside,
  changeNumber,
});

test("a rule that nobody asked for came and went between looks, not through Sallyport", async () => {
  const told = await readRuleBiography(org.deps, org.people.ines, { groupId: SHOP.db, ruleKey: KEY });
  expect(told.ok && told.value.events.map(short)).toEqual([
    { at: ends[2], what: "was first seen on EC2", lookBefore: ends[1], isOutside: true, changeNumber: null },
    { at: ends[3], what: "was gone from EC2", lookBefore: ends[2], isOutside: true, changeNumber: null },
  ]);
  const old = await readRuleBiography(org.deps, org.people.ines, {
    groupId: SHOP.db,
    ruleKey: `ingress tcp 3306:3306 ${SHOP.app}`,
  });
  expect(old.ok && old.value.events.map(({ what }) => what)).toEqual(["was there already at the first look"]);
  const never = { groupId: SHOP.db, ruleKey: "ingress tcp 1:1 192.0.2.0/24" };
  expect(await readRuleBiography(org.deps, org.people.ines, never)).toMatchObject({ value: { events: [] } });
  expect((await readRuleBiography(org.deps, org.people.noor, { groupId: SHOP.db, ruleKey: KEY })).ok).toBe(
    false,
  );
});

test("a grant's life names who asked, who approved, what EC2 showed, and who looked again", async () => {
  const change = await openChange(org, org.people.mara);
  const grant = await askedGrant(org, change.id, org.people.mara);
  await org.web.approval.create({
    data: {
      changeId: change.id,
      requesterId: org.people.mara.personId,
      beneficiaryId: org.people.mara.personId,
      personId: org.people.casey.personId,
      decision: "approve",
      role: "cloud_admin",
      pin: change.pin,
      comment: "For the deploy",
    },
  });
  const rule = { direction: "ingress", protocol: "tcp", fromPort: 22, toPort: 22 };
  const peer = { kind: "ipv4", cidr: grant.peer };
  await org.web.changeRequest.update({
    where: { id: change.id },
    data: { state: "approved", version: 2, approvedAt: new Date() },
  });
  await org.worker.changeRequest.update({
    where: { id: change.id },
    data: { state: "applying", version: 3 },
  });
  const operation = {
    action: "authorize",
    groupId: SHOP.ssh,
    rule: { ...rule, peer, description: null },
    tags: {},
  };
  await org.worker.step.create({ data: { changeId: change.id, ordinal: 0, operation, state: "done" } });
  await org.worker.grant.update({ where: { id: grant.id }, data: { state: "live", openedAt: new Date() } });
  await org.worker.changeRequest.update({
    where: { id: change.id },
    data: { state: "applied", version: 4, finishedAt: new Date() },
  });
  await look({ ssh: [`tcp 22 ${grant.peer}`] });
  await org.web.$transaction((transaction) =>
    appendAudit(transaction, {
      actor: org.people.ines,
      action: "review.decided",
      subjects: { grantId: grant.id, stackId: org.stack.id },
      details: { decision: "keep", reason: "Still needed" },
    }),
  );
  const told = await readGrantBiography(org.deps, org.people.ines, { number: grant.number });
  if (!told.ok) throw new Error("No biography.");
  expect(told.value.events.map(({ who, what, said }) => [who, what, said])).toEqual([
    ["Mara", "asked for it", "Deploy"],
    ["Casey", "approved it as cloud admin", "For the deploy"],
    [null, `Grant ${grant.number} opened`, null],
    [null, "The change was applied on EC2", null],
    [null, "was first seen on EC2", null],
    ["Ines", "decided about access under review: keep", "Still needed"],
  ]);
  expect(told.value.events[4]).toMatchObject({ isOutside: false, changeNumber: change.number });
  expect((await readGrantBiography(org.deps, org.people.jonas, { number: grant.number })).ok).toBe(false);
  const own = await readGrantBiography(org.deps, org.people.mara, { number: grant.number });
  expect(own.ok && own.value.events.some(({ kind }) => kind === "log")).toBe(false);

  const timeline = await readTimeline(org.deps, org.people.mara, { name: "shop", days: 1 });
  expect(timeline.ok && timeline.value.rows.map(({ kind }) => kind)).toEqual([
    "rule-appeared",
    "looks",
    "change-ended",
    "grant-opened",
    "change-asked",
    "rule-went",
    "looks",
    "rule-appeared",
    "looks",
    "model",
  ]);
});

test("the timeline of each stack tells of the change of a review that takes away from it", async () => {
  const number = await changeOfReview(org, SHOP.db, RULE);
  const timeline = await readTimeline(org.deps, org.people.ines, { name: "shop", days: 1 });
  const asked = timeline.ok ? timeline.value.rows.filter(({ kind }) => kind === "change-asked") : [];
  expect(asked).toContainEqual(expect.objectContaining({ number }));
  const listed = await listChanges(org.deps, org.people.ines, { show: "all", stack: "shop", page: 1 });
  expect(listed.ok && listed.value.rows.map((row) => row.number)).toContain(number);
});

test("a change as of a moment is as it was by then, for those who may read it now, and unknown where nobody kept it", async () => {
  const { mara, casey, jonas, ines } = org.people;
  const day = (date: number) => new Date(Date.UTC(2026, 1, date));
  const change = await openChange(org, mara);
  const ofChange = { changeId: change.id };
  const by = {
    ...ofChange,
    requesterId: mara.personId,
    beneficiaryId: mara.personId,
    personId: casey.personId,
  };
  const answer = { ...by, decision: "approve", role: "cloud_admin", pin: change.pin };
  const operation = { action: "delete-group", groupId: "sg-0123456789abcdef0", name: "shop-old" };
  await org.owner.$transaction(async (owner) => {
    // As if all of it had been in February: drafted, put up, approved, begun and done.
    await owner.$executeRaw`SET LOCAL session_replication_role = replica`;
    const states = ["draft", "open", "approved", "applying", "applied"];
    for (const [index, toState] of states.entries()) {
      const fromState = states[index - 1] ?? null;
      await owner.changeMove.create({
        data: { ...ofChange, version: index + 1, fromState, toState, at: day(2 * index + 1) },
      });
    }
    await owner.approval.create({ data: { ...answer, createdAt: day(4), dismissedAt: day(5) } });
    await owner.approval.create({ data: { ...answer, createdAt: day(5) } });
    await owner.changeComment.create({
      data: { ...ofChange, personId: casey.personId, body: "Why?", createdAt: day(6) },
    });
    const step = await owner.step.create({ data: { ...ofChange, ordinal: 0, operation, state: "done" } });
    for (const [index, kind] of ["outcome", "read"].entries()) {
      await owner.journalEntry.create({
        data: { stepId: step.id, kind, attempt: 1, body: {}, createdAt: day(index + 8) },
      });
    }
    await owner.changeRequest.update({
      where: { id: change.id },
      data: {
        state: "applied",
        version: 5,
        createdAt: day(1),
        approvedAt: day(5),
        finishedAt: day(9),
        outcome: { sentence: "It is done." },
      },
    });
  });
  const read = (date: number, actor: PersonActor = ines) =>
    readChangeAt(org.deps, actor, { number: change.number }, day(date));
  const at = async (date: number, actor: PersonActor = ines) => {
    const then = await read(date, actor);
    if (!then.ok) return then.problem.kind;
    if (then.value === null) return null;
    const { state, said, steps, answers, missing, comments, moves, outcome, finishedAt } = then.value;
    return [
      state,
      said === null ? null : said.reason,
      steps === null ? null : steps.map((step) => step.state),
      answers.map(({ dismissed }) => dismissed),
      missing.length,
      comments.length,
      moves.length,
      outcome.length,
      finishedAt === null,
    ];
  };
  expect(await at(0)).toBeNull();
  expect(await at(2)).toBeNull();
  expect(await at(2, mara)).toEqual(["draft", null, null, [], 0, 0, 1, 0, true]);
  expect(await at(3)).toEqual(["open", "Deploy", null, [], 1, 0, 2, 0, true]);
  expect(await at(4)).toEqual(["open", "Deploy", null, [false], 0, 0, 2, 0, true]);
  expect(await at(5)).toEqual(["approved", "Deploy", null, [true, false], 0, 0, 3, 0, true]);
  expect(await at(7)).toEqual(["applying", "Deploy", ["waiting"], [true, false], 0, 1, 4, 0, true]);
  expect(await at(8)).toEqual(["applying", "Deploy", ["unrecorded"], [true, false], 0, 1, 4, 0, true]);
  expect(await at(9)).toEqual(["applied", "Deploy", ["done"], [true, false], 0, 1, 5, 1, false]);
  expect(await at(9, jonas)).toBe("absent");
});
