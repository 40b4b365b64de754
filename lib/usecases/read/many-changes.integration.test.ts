/** Requests, comments and history by the ten thousand: every list stays fast and paged. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";
import { listChanges, listChangesInput } from "./list-changes.ts";
import { readChange } from "./read-change.ts";
import { readFrame } from "./read-frame.ts";

const MANY = 10_000;
let org: Organisation;
let number: number;
beforeAll(async () => {
  org = await createOrganisation();
  const { mara, casey } = org.people;
  const change = await openChange(org, mara);
  number = change.number;
  await org.owner.$executeRaw`
    INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect,
                                requirement, answer_by)
    SELECT kind, stack_id, requester_id, beneficiary_id, title || ' ' || n, reason, state, plan, pin, effect,
           requirement, answer_by
      FROM change_request, generate_series(2, ${MANY}::int) n WHERE id = ${change.id}::uuid`;
  await org.owner.$executeRaw`
    INSERT INTO change_comment (change_id, person_id, body, created_at)
    SELECT ${change.id}::uuid, ${casey.personId}::uuid, 'Line ' || n, now() + n * interval '1 millisecond'
      FROM generate_series(1, ${MANY}::int) n`;
  await org.owner.$executeRaw`ALTER TABLE change_move DISABLE TRIGGER change_move_is_true`;
  await org.owner.$executeRaw`
    INSERT INTO change_move (change_id, version, from_state, to_state, person_id)
    SELECT ${change.id}::uuid, n, 'open', 'open', ${mara.personId}::uuid FROM generate_series(1, ${MANY}::int) n`;
  await org.owner.$executeRaw`ANALYZE`;
});
afterAll(() => org.close());

/** The best of three, in milliseconds. */
async function best(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < 3; at += 1) {
    const begin = performance.now();
    await run();
    times.push(performance.now() - begin);
  }
  return Math.min(...times);
}
const list = (show: string, page = 1) =>
  listChanges(org.deps, org.people.casey, listChangesInput.parse({ show, page }));

it("lists, counts and pages of one change answer within a second, and page through all of it", async () => {
  const { casey, priya } = org.people;
  for (const show of ["waiting", "under-way", "mine", "all"]) {
    expect(await best(() => list(show))).toBeLessThan(1_000);
  }
  expect(await best(() => readFrame(org.deps, casey))).toBeLessThan(1_000);
  const read = (pages: object = {}) => readChange(org.deps, casey, { number, ...pages });
  expect(await best(() => read())).toBeLessThan(1_000);
  const last = await list("waiting", 200);
  expect(last).toMatchObject({ value: { total: MANY, waiting: MANY, page: 200, pages: 200 } });
  expect(last.ok && last.value.rows).toHaveLength(50);
  // A lead whose answer nobody wants waits for none of them.
  const lead = listChangesInput.parse({ show: "waiting" });
  expect(await listChanges(org.deps, priya, lead)).toMatchObject({ value: { total: 0, waiting: 0 } });

  const newest = await read();
  const oldest = await read({ comments: 200, history: 200 });
  if (!newest.ok || !oldest.ok) throw new Error("not read");
  expect([newest.value.comments[0]?.body, newest.value.comments.at(-1)?.body]).toEqual([
    "Line 9951",
    "Line 10000",
  ]);
  expect([oldest.value.comments[0]?.body, oldest.value.moves[0]?.version]).toEqual(["Line 1", 1]);
  expect(newest.value.moves.at(-1)?.version).toBe(MANY);
});
