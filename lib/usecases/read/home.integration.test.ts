/** What of one's own requests is on Home: all that is not over, however much has come after it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { approveChange } from "../approval/approve-change.ts";
import { readHome } from "./read-home.ts";

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
});
afterAll(() => org.close());

const home = async () => {
  const read = await readHome(org.deps, org.people.mara);
  if (!read.ok) throw new Error(read.problem.sentence);
  return read.value;
};
const numbers = async () => (await home()).asked.map(({ number }) => number);
const copies = (id: string, count: number) => org.owner.$executeRaw`
  INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect,
                              requirement, answer_by)
  SELECT kind, stack_id, requester_id, beneficiary_id, title || ' ' || n, reason, state, plan, pin, effect,
         requirement, answer_by
    FROM change_request, generate_series(1, ${count}::int) n WHERE id = ${id}::uuid`;

it("has an older open request, whatever has ended since", async () => {
  const { mara } = org.people;
  const old = await openChange(org, mara);
  const ended = await openChange(org, mara);
  await copies(ended.id, 60);
  await org.owner.changeRequest.updateMany({
    where: { requesterId: mara.personId, id: { not: old.id } },
    data: { state: "cancelled", version: { increment: 1 }, finishedAt: new Date() },
  });
  expect(await numbers()).toEqual([old.number]);
  expect((await home()).askedTotal).toBe(1);
  await org.owner.changeRequest.updateMany({
    where: { id: old.id },
    data: { state: "cancelled", version: { increment: 1 }, finishedAt: new Date() },
  });
});

it("has what stopped half-way and waits for somebody, until it is rolled back; and nothing that nobody answered in time", async () => {
  const { mara } = org.people;
  const stopped = await openChange(org, mara, { kind: "match" });
  const grant = await openChange(org, mara);
  for (const { id, pin } of [stopped, grant]) {
    await approveChange(org.deps, org.people.ruben, { changeId: id, pin, comment: "" });
    for (const state of ["applying", "partial"])
      await org.worker.changeRequest.update({ where: { id }, data: { state, version: { increment: 1 } } });
  }
  await openChange(org, mara, { answerBy: new Date(Date.now() - 1_000) });
  expect(await numbers()).toEqual([stopped.number]);
  const { stackId, requesterId, beneficiaryId, title, reason, pin, answerBy } = stopped;
  await org.owner.changeRequest.create({
    data: {
      ...{ stackId, requesterId, beneficiaryId, title, reason, pin, answerBy },
      ...{ kind: "rule", plan: {}, effect: {}, requirement: stopped.requirement ?? {} },
      ...{ state: "open", rollsBackId: stopped.id },
    },
  });
  expect(await numbers()).not.toContain(stopped.number);
});

it("says how many there are when they are more than it lists", async () => {
  const { mara } = org.people;
  const change = await openChange(org, mara);
  await copies(change.id, 60);
  const { asked, askedTotal } = await home();
  expect(asked).toHaveLength(50);
  expect(askedTotal).toBeGreaterThan(60);
});
