import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation } from "#lib/testing/organisation.ts";
import { bindShop, observeShop, SHOP } from "#lib/testing/shop-estate.ts";
import { readFindings } from "./read-findings.ts";

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createOrganisation();
  await bindShop(organisation);
});

afterAll(() => organisation.close());

const EVERYTHING = { groupId: null };

it("shows nothing to somebody without a role, as if nothing were there", async () => {
  const { deps, people } = organisation;
  const answer = await readFindings(deps, people.noor, EVERYTHING);
  expect(answer).toMatchObject({ ok: false, problem: { kind: "absent" } });
});

it("says that nothing is known, not that nothing is wrong, before the first look", async () => {
  const { deps, people } = organisation;
  const answer = await readFindings(deps, people.ines, EVERYTHING);
  expect(answer).toMatchObject({ ok: true, value: { entries: [], unseen: [{}] } });
});

it("tells what is open to the Internet first, and lets only those ask who may", async () => {
  const { deps, people } = organisation;
  await observeShop(organisation, { db: [`tcp 3306 ${SHOP.app}`, "tcp 22 0.0.0.0/0"] });
  const reviewer = await readFindings(deps, people.ines, EVERYTHING);
  if (!reviewer.ok) throw new Error("Ines may read.");
  expect(reviewer.value.entries[0]).toMatchObject({
    finding: { id: `world-open-admin-port/${SHOP.db}`, witness: { kind: "packet", service: "tcp/22" } },
    proposal: null,
  });
  const admin = await readFindings(deps, people.casey, { groupId: SHOP.db });
  if (!admin.ok) throw new Error("Casey may read.");
  expect(admin.value.entries[0]).toMatchObject({
    proposal: { kind: "rule", stack: "shop", groupId: SHOP.db, change: "remove" },
  });
  expect(admin.value.entries.every(({ finding }) => finding.groupIds.includes(SHOP.db))).toBe(true);
});

it("looks again after the next look", async () => {
  const { deps, people } = organisation;
  await observeShop(organisation);
  const answer = await readFindings(deps, people.ines, { groupId: SHOP.db });
  if (!answer.ok) throw new Error("Ines may read.");
  expect(answer.value.entries.map(({ finding }) => finding.ruleId)).not.toContain("world-open-admin-port");
});

it("judges a moment of the past by the sources that stood then, and by none that came or went since", async () => {
  const { owner, deps, people, stack } = organisation;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const twice = async (at?: Date) => {
    const answer = await readFindings(deps, people.ines, { groupId: null, at });
    if (!answer.ok) throw new Error("Ines may read.");
    return answer.value.entries.filter(({ finding }) => finding.ruleId === "two-names").length;
  };
  const before = new Date();
  await pause();
  for (const [name, { personId }] of [
    ["office", people.casey],
    ["headquarters", people.mara],
  ] as const) {
    const data = { name, kind: "ipv4", value: "192.0.2.0/24", ownerId: personId };
    const source = await owner.source.create({ data });
    const standing = { stackId: stack.id, sourceId: source.id, reviewAt: new Date("2027-01-01") };
    await owner.stackSource.create({ data: standing });
  }
  await pause();
  const between = new Date();
  await pause();
  expect([await twice(before), await twice(between), await twice()]).toEqual([0, 1, 1]);
  await owner.stackSource.deleteMany({ where: { stackId: stack.id } });
  expect([await twice(before), await twice(between), await twice()]).toEqual([0, 1, 0]);
  await owner.stack.update({ where: { id: stack.id }, data: { retiredAt: new Date() } });
  expect([await twice(before), await twice(between), await twice()]).toEqual([0, 1, 0]);
});
