import { afterAll, beforeAll, expect, test } from "vitest";
import { askedGrant, createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { lastDiff, lastObservation } from "../read/known-observation.ts";
import { listChangesAt, listChangesAtInput } from "../read/list-changes-at.ts";
import { readAccessInput } from "../read/read-access.ts";
import { readAccessAt } from "../read/read-access-at.ts";
import { readHomeAt } from "../read/read-home-at.ts";
import { readStack } from "../read/read-stack.ts";
import { scopeStatuses } from "../read/scope-status.ts";
import { stackModels } from "../read/stack-model.ts";

let org: Organisation;
const looks: Date[] = [];

async function look(rules: Parameters<typeof observeShop>[1] = {}): Promise<void> {
  await observeShop(org, rules);
  const last = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
  if (last.finishedAt === null) throw new Error("The look has not ended.");
  looks.push(last.finishedAt);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

const moment = (index: number, offset = 0): Date => new Date((looks[index]?.getTime() ?? 0) + offset);
const dbRules = async (at?: Date) =>
  (await lastObservation(org.web, org.scope.id, at))?.groups.find(({ groupId }) => groupId === SHOP.db)?.rules
    .length;

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
  await look();
  await look({ db: [`tcp 3306 ${SHOP.app}`, "tcp 3306 198.51.100.7/32"] });
  await look();
});
afterAll(() => org.close());

test("looks share what did not change between them, and nothing else", async () => {
  const groupOf = async (id: string, at?: Date) =>
    (await lastObservation(org.web, org.scope.id, at))?.groups.find(({ groupId }) => groupId === id);
  const app = await groupOf(SHOP.app);
  expect(app).toBeDefined();
  expect(await groupOf(SHOP.app, moment(1))).toBe(app);
  expect(await groupOf(SHOP.db, moment(1))).not.toEqual(await groupOf(SHOP.db));
});

test("the look in force at a moment is the last that had ended by then", async () => {
  expect(await dbRules(moment(0, -1))).toBeUndefined();
  expect(await dbRules(moment(0))).toBe(1);
  expect(await dbRules(moment(1, -1))).toBe(1);
  expect(await dbRules(moment(1))).toBe(2);
  expect(await dbRules(moment(2, -1))).toBe(2);
  expect(await dbRules(moment(2))).toBe(1);
  expect(await dbRules()).toBe(1);
  expect(await dbRules(moment(2, 86_400_000))).toBe(1);
});

test("a stack differs from its model as it did then", async () => {
  const [shop] = await stackModels(org.web, "shop", moment(1));
  if (shop === undefined) throw new Error("No shop.");
  const then = await lastDiff(org.web, shop.scopeId, shop.stack, moment(1));
  const before = await lastDiff(org.web, shop.scopeId, shop.stack, moment(0));
  expect(then?.diff.findings.map(({ kind }) => kind)).toContain("extra");
  expect(before?.diff.findings.map(({ kind }) => kind)).not.toContain("extra");
});

test("what is known of an account at a moment is what was known then", async () => {
  const [before] = await scopeStatuses(org.web, moment(0, -1));
  expect(before).toMatchObject({ observedAt: null, isStale: true, running: null });
  const [then] = await scopeStatuses(org.web, moment(1, 1));
  expect(then).toMatchObject({ observedAt: moment(1).toISOString(), isStale: false });
  const [later] = await scopeStatuses(org.web, moment(2, 86_400_000));
  expect(later).toMatchObject({ observedAt: moment(2).toISOString(), isStale: true });
});

test("a stack is judged by what was meant then, sources that grants and people kept open included", async () => {
  const then = new Date();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const source = await org.web.source.create({
    data: { name: "office", kind: "ipv4", value: "192.0.2.0/24", ownerId: org.people.casey.personId },
  });
  const standing = { stackId: org.stack.id, sourceId: source.id, reviewAt: new Date("2027-01-01") };
  await org.web.stackSource.create({ data: standing });
  await org.web.stack.update({ where: { id: org.stack.id }, data: { bindings: [], retiredAt: new Date() } });
  const [before] = await stackModels(org.web, "shop", then);
  expect(before?.stack.bindings).toHaveLength(4);
  expect(before?.opened).toEqual([]);
  expect(await stackModels(org.web, "shop", new Date(Date.now() + 60_000))).toEqual([]);
  await org.web.stack.update({ where: { id: org.stack.id }, data: { retiredAt: null } });
  const [after] = await stackModels(org.web, "shop", new Date(Date.now() + 60_000));
  expect(after?.stack.bindings).toEqual([]);
  expect(after?.opened).toMatchObject([
    { value: "192.0.2.0/24", reviewAt: "2027-01-01", ownerName: "Casey" },
  ]);
  const standingAt = async (at: Date) => {
    const read = await readAccessAt(org.deps, org.people.ines, readAccessInput.parse({}), at);
    return read.ok && read.value.standing;
  };
  expect(await standingAt(then)).toEqual([]);
  expect(await standingAt(new Date(Date.now() + 60_000))).toMatchObject([
    { stackName: "shop", value: "192.0.2.0/24", ownerName: "Casey", overdue: false },
  ]);
  const yesterday = new Date(Date.now() - 86_400_000);
  expect(await stackModels(org.web, undefined, yesterday)).toEqual([]);
  const asked = await readStack(org.deps, org.people.ines, { name: "shop", at: yesterday });
  expect(asked.ok && asked.value).toMatchObject({ facts: null, mayAskMatch: false, mayObserve: false });
  expect(asked.ok && asked.value.modelSince).not.toBeNull();
});

test("who had access at a moment is who had it then, and what stood open then that was nobody's", async () => {
  const change = await openChange(org, org.people.mara);
  const grant = await askedGrant(org, change.id, org.people.mara);
  const day = (date: number) => new Date(Date.UTC(2026, 2, date));
  // As if all of it had been in March.
  await org.owner.$executeRaw`ALTER TABLE "grant" DISABLE TRIGGER USER`;
  await org.owner.grant.update({
    where: { id: grant.id },
    data: { createdAt: day(1), openedAt: day(2), endedAt: day(4), state: "ended", endReason: "revoked" },
  });
  await org.owner.$executeRaw`ALTER TABLE "grant" ENABLE TRIGGER USER`;
  const everything = readAccessInput.parse({});
  const at = async (date: number, actor = org.people.ines, input = everything) => {
    const read = await readAccessAt(org.deps, actor, input, day(date));
    if (!read.ok) throw new Error(read.problem.sentence);
    return read.value.grants.map(({ personName, state }) => `${personName} ${state}`);
  };
  expect(await at(0)).toEqual([]);
  expect(await at(1)).toEqual(["Mara asked"]);
  expect(await at(3)).toEqual(["Mara live"]);
  expect(await at(4)).toEqual([]);
  expect(await at(3, org.people.ines, readAccessInput.parse({ person: "Jonas" }))).toEqual([]);
  expect(await at(3, org.people.ines, readAccessInput.parse({ source: grant.peer }))).toHaveLength(1);
  expect(await at(3, org.people.mara)).toEqual(["Mara live"]);
  expect(await at(3, org.people.jonas, readAccessInput.parse({ person: "Mara" }))).toEqual([]);
  expect((await readAccessAt(org.deps, org.people.noor, everything, day(3))).ok).toBe(false);

  await bindShop(org);
  await look({ ssh: ["tcp 22 198.51.100.99/32"] });
  await look();
  const [open, closed] = await Promise.all(
    [moment(3), moment(4)].map((then) => readAccessAt(org.deps, org.people.ines, everything, then)),
  );
  expect(open?.ok && open.value.orphans.flatMap(({ lines }) => lines.map(({ peer }) => peer))).toEqual([
    "198.51.100.99/32",
  ]);
  expect(closed?.ok && closed.value.orphans).toEqual([]);
});

test("a change is listed as of a moment in the state that its moves led to by then, to those who may read it now", async () => {
  const { mara, jonas, ines, noor } = org.people;
  const day = (date: number) => new Date(Date.UTC(2026, 1, date));
  const kept = await openChange(org, mara);
  const early = await openChange(org, mara);
  // Asked for on the 1st, stale on the 3rd, planned anew on the 5th, done on the 7th; the other of before moves were kept.
  await org.owner.$executeRaw`ALTER TABLE change_request DISABLE TRIGGER USER`;
  await org.owner.$executeRaw`ALTER TABLE change_move DISABLE TRIGGER USER`;
  const move = (changeId: string, version: number, fromState: string | null, toState: string, date: number) =>
    org.owner.changeMove.create({ data: { changeId, version, fromState, toState, at: day(date) } });
  const steps = ["open", "stale", "open", "applied"];
  for (const [index, to] of steps.entries()) {
    await move(kept.id, index + 1, steps[index - 1] ?? null, to, index * 2 + 1);
  }
  await move(early.id, 4, "applying", "applied", 7);
  for (const { id } of [kept, early]) {
    await org.owner.changeRequest.update({
      where: { id },
      data: {
        state: "applied",
        version: 4,
        createdAt: day(1),
        approvedAt: day(6),
        finishedAt: day(7),
        answerBy: day(20),
      },
    });
  }
  const draft = await openChange(org, jonas);
  await move(draft.id, 1, null, "draft", 21);
  await move(draft.id, 2, "draft", "open", 23);
  await org.owner.changeRequest.update({
    where: { id: draft.id },
    data: { version: 2, createdAt: day(21), answerBy: day(25) },
  });
  await org.owner.$executeRaw`ALTER TABLE change_request ENABLE TRIGGER USER`;
  await org.owner.$executeRaw`ALTER TABLE change_move ENABLE TRIGGER USER`;
  const at = async (date: number, show = "all", actor = ines) => {
    const input = listChangesAtInput.parse({ show, stack: "shop" });
    const read = await listChangesAt(org.deps, actor, input, day(date));
    if (!read.ok) return { refused: read.problem.kind };
    expect(read.value.total).toBe(read.value.rows.length);
    return Object.fromEntries<string | null>(read.value.rows.map(({ number, state }) => [number, state]));
  };
  expect(await at(0)).toEqual({});
  expect(await at(2)).toEqual({ [kept.number]: "open", [early.number]: null });
  expect(await at(4)).toEqual({ [kept.number]: "stale", [early.number]: null });
  expect(await at(6)).toEqual({ [kept.number]: "open", [early.number]: null });
  expect(await at(7)).toEqual({ [kept.number]: "applied", [early.number]: "applied" });
  expect(await at(2, "under-way")).toEqual({ [kept.number]: "open", [early.number]: null });
  expect(await at(4, "under-way")).toEqual({ [early.number]: null });
  expect(await at(7, "under-way")).toEqual({});
  expect(await at(2, "mine", mara)).toEqual({ [kept.number]: "open", [early.number]: null });
  expect(await at(2, "all", jonas)).toEqual({});
  expect(await at(2, "all", noor)).toEqual({ refused: "absent" });
  // A draft was its author's alone; what nobody answered in time is over.
  expect([await at(22, "mine", jonas), await at(22, "under-way")]).toEqual([{ [draft.number]: "draft" }, {}]);
  expect(await at(24, "under-way")).toEqual({ [draft.number]: "open" });
  expect((await at(26))[draft.number]).toBe("expired");
  expect(listChangesAtInput.safeParse({ show: "waiting" }).success).toBe(false);

  const home = async (date: number, actor = mara) => {
    const read = await readHomeAt(org.deps, actor, day(date));
    return read.ok ? read.value.asked.map(({ number, state }) => [number, state]) : read.problem.kind;
  };
  expect(await home(2)).toEqual([
    [early.number, null],
    [kept.number, "open"],
  ]);
  expect(await home(8)).toEqual([]);
  expect(await home(2, jonas)).toEqual([]);
  expect(await home(2, noor)).toBe("absent");
});

test("home as of a moment says how stacks were then", async () => {
  const [before, then] = await Promise.all(
    [moment(0, -1), moment(1)].map((at) => readHomeAt(org.deps, org.people.mara, at)),
  );
  expect(before?.ok && before.value.outOfLine.map(({ state }) => state)).toEqual(["unknown"]);
  expect(then?.ok && then.value.outOfLine.map(({ name, state }) => [name, state])).toEqual([
    ["shop", "out-of-line"],
  ]);
});
