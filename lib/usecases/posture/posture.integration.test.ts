import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { readFindings } from "../read/read-findings.ts";
import { postureRows } from "./posture-rows.ts";
import { postureSamples } from "./posture-samples.ts";
import { readFirstSeen } from "./read-first-seen.ts";
import { readReport, readReportInput } from "./read-report.ts";
import { recordPosture } from "./record-posture.ts";

let org: Organisation;
/** When the shop was the other team's. */
let asLedger: Date;
const EVERYTHING = { teamIds: [], stackIds: [] };
const FIVE_MINUTES = 300;

beforeAll(async () => {
  org = await createOrganisation();
  await bindShop(org);
});
afterAll(() => org.close());

const keep = () => recordPosture(org.worker, org.scope.id, FIVE_MINUTES);
const spans = () => org.owner.posture.findMany({ orderBy: { id: "asc" } });
const now = async () => {
  const [row] = await org.owner.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
  if (row === undefined) throw new Error("No time.");
  return row.at;
};
const shopAt = async (at: Date) => {
  const samples = await postureSamples(org.web, [at], { ...EVERYTHING, stackIds: [org.stack.id] }, "stack");
  return samples[0] ?? null;
};

describe("how a stack stands over time", () => {
  it("is nothing before the first look", async () => {
    expect(await keep()).toBe(false);
    expect(await postureSamples(org.web, [await now()], EVERYTHING, "together")).toEqual([]);
  });

  it("is kept with a look, and only what changed is written with the next", async () => {
    const before = await now();
    await observeShop(org, { db: [`tcp 3306 ${SHOP.app}`, "tcp 22 0.0.0.0/0"] });
    expect(await keep()).toBe(true);
    const rows = await spans();
    expect(rows).toHaveLength(2);
    await observeShop(org, { db: [`tcp 3306 ${SHOP.app}`, "tcp 22 0.0.0.0/0"] });
    expect(await keep()).toBe(true);
    expect(await spans()).toEqual(rows);
    expect(await org.owner.postureLook.count()).toBe(1);
    expect(await shopAt(before)).toBeNull();
    expect(await shopAt(await now())).toMatchObject({ state: "out-of-line", critical: 1, isKnown: true });
  });

  it("is known by finding since the look that showed it first, until one does not", async () => {
    const { finishedAt } = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "asc" } });
    const found = await readFindings(org.deps, org.people.ines, { groupId: SHOP.db });
    const [worst] = found.ok ? found.value.entries : [];
    if (worst === undefined) throw new Error("Nothing was found.");
    const firstSeen = async (at?: Date) => {
      const read = await readFirstSeen(org.deps, org.people.ines, at);
      return read.ok ? read.value(org.scope.id, worst.finding.id) : "refused";
    };
    expect(await firstSeen()).toBe(finishedAt?.toISOString());
    const then = await now();
    await observeShop(org);
    await keep();
    expect(await firstSeen()).toBeNull();
    expect(await firstSeen(then)).toBe(finishedAt?.toISOString());
    await observeShop(org, { db: [`tcp 3306 ${SHOP.app}`, "tcp 22 0.0.0.0/0"] });
    await keep();
    const last = await org.owner.observation.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(await firstSeen()).toBe(last.finishedAt?.toISOString());
    expect(await readFirstSeen(org.deps, org.people.noor)).toMatchObject({ ok: false });
    await expect(org.web.$executeRaw`UPDATE finding_span SET gone_at = now()`).rejects.toThrow();
  });

  it("remembers how it was", async () => {
    const open = await now();
    await observeShop(org);
    await keep();
    expect(await shopAt(open)).toMatchObject({ state: "out-of-line", critical: 1 });
    expect(await shopAt(await now())).toMatchObject({ critical: 0 });
  });

  it("is unknown where nobody looked for too long, and never filled in", async () => {
    await org.owner.$executeRaw`
      UPDATE posture_look SET from_at = from_at - interval '3 hours', until_at = until_at - interval '3 hours'`;
    await org.owner.$executeRaw`
      UPDATE posture SET valid_from = valid_from - interval '3 hours', valid_until = valid_until - interval '3 hours'`;
    expect(await shopAt(await now())).toMatchObject({ isKnown: false });
    await observeShop(org);
    await keep();
    expect(await org.owner.postureLook.count()).toBe(2);
    expect(await shopAt(await now())).toMatchObject({ isKnown: true });
    expect(await shopAt(new Date((await now()).getTime() - 3_600_000))).toMatchObject({ isKnown: false });
  });

  it("keeps the team that a stack belonged to then", async () => {
    const then = await now();
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { teamId: org.otherTeam.id } });
    await observeShop(org);
    await keep();
    const of = async (teamId: string, at: Date) =>
      (await postureSamples(org.web, [at], { ...EVERYTHING, teamIds: [teamId] }, "team")).length;
    expect(await of(org.team.id, then)).toBe(1);
    expect(await of(org.otherTeam.id, then)).toBe(0);
    asLedger = await now();
    expect(await of(org.otherTeam.id, asLedger)).toBe(1);
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { teamId: org.team.id } });
  });

  it("is reported to whoever may read, by team and stack, and as rows read bit by bit", async () => {
    await observeShop(org);
    await keep();
    const input = readReportInput.parse({ range: "day" });
    const report = (who: keyof Organisation["people"], over = {}) =>
      readReport(org.deps, org.people[who], { ...input, ...over });
    expect(await report("noor")).toMatchObject({ ok: false, problem: { kind: "absent" } });
    expect(await postureRows(org.deps, org.people.noor, input)).toMatchObject({ ok: false });
    expect((await report("ines", { team: "Nobody's" })).ok).toBe(false);
    const all = await report("ines");
    if (!all.ok) throw new Error("Ines may read.");
    const { moments, stacks, teams } = all.value;
    expect(stacks[0]?.columns.at(-1)).toMatchObject({ isKnown: true, notLooked: 0 });
    expect(teams.map(({ name }) => name)).toEqual(["Storefront"]);
    expect(all.value.all[0]).toMatchObject({ isKnown: false, notLooked: 0 });
    const then = await report("ines", { at: asLedger, range: "hour" });
    if (!then.ok) throw new Error("Ines may read.");
    expect(then.value.moments.at(-1)).toBe(asLedger.toISOString());
    expect(then.value.stacks.map(({ name, teamName }) => [name, teamName])).toEqual([["shop", "Ledger"]]);
    const before = await report("ines", { at: new Date("2020-03-03T14:00:00Z") });
    expect(before).toMatchObject({ ok: true, value: { stackCount: 0, keptSince: null } });
    const rows = await postureRows(org.deps, org.people.ines, { ...input, stack: "shop" });
    if (!rows.ok) throw new Error("Ines may read.");
    const read = [];
    for await (const row of rows.value) read.push(row);
    expect(read).toHaveLength(moments.length);
    expect(read[0]).toMatchObject({ stack: "shop", team: "Storefront", posture: null });
    expect(read.at(-1)?.posture).toMatchObject({ critical: 0, state: expect.any(String) });
  });

  it("ends with the stack", async () => {
    await org.owner.stack.update({ where: { id: org.stack.id }, data: { retiredAt: new Date() } });
    await observeShop(org);
    await keep();
    expect(await shopAt(await now())).toBeNull();
  });

  it("is the worker's to write", async () => {
    await expect(
      recordPosture(org.web, org.scope.id, FIVE_MINUTES).then(() => org.web.posture.deleteMany()),
    ).rejects.toThrow();
    await expect(org.web.$executeRaw`UPDATE posture SET critical = 0`).rejects.toThrow();
    await expect(org.worker.$executeRaw`UPDATE posture SET critical = 0`).rejects.toThrow();
  });
});
