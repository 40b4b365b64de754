/** An extension moves an end only where EC2 still has the rule whose end it is. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { DOOR } from "#lib/testing/worker/demo-shop.ts";
import { extendGrant } from "#lib/usecases/access/extend-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

async function openGrant(cidr: string) {
  const { mara, casey } = bench.org.people;
  const { change, grant } = await bench.askGrant(mara, cidr, 3_600);
  await bench.approve(change, casey);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  return grant;
}
const removeInConsole = (cidr: string) =>
  bench.removeRule(DOOR, {
    ...{ direction: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, description: null },
    peer: { kind: "ipv4", cidr },
  });
const askForLonger = (grantId: string) =>
  extendGrant(bench.org.deps, bench.org.people.mara, {
    grantId,
    endsAt: new Date(Date.now() + 3 * 3_600_000),
    reason: "Not done yet",
    requestKey: null,
  });
async function approved(grantId: string): Promise<string> {
  const asked = await askForLonger(grantId);
  if (!asked.ok) throw new Error(asked.problem.sentence);
  const { id, pin } = await bench.org.owner.changeRequest.findUniqueOrThrow({
    where: { id: asked.value.id },
  });
  await bench.approve({ id, pin }, bench.org.people.casey);
  return id;
}
const GONE = `The rule of this grant is no longer in ${DOOR}: hand it back and ask anew.`;

it("is not asked for where a look saw that the rule is gone", async () => {
  const grant = await openGrant("203.0.113.1/32");
  await removeInConsole("203.0.113.1/32");
  await bench.observe();
  expect(await askForLonger(grant.id)).toMatchObject({
    ok: false,
    problem: { kind: "conflict", sentence: GONE },
  });
});

it.each([
  ["that was seen", "203.0.113.2/32", true],
  ["that is newer than the last look", "203.0.113.3/32", false],
])("goes stale where the rule %s has gone since", async (_, cidr, isSeen) => {
  const grant = await openGrant(cidr);
  if (isSeen) await bench.observe();
  const id = await approved(grant.id);
  await removeInConsole(cidr);
  const before = (await bench.mutations()).length;
  expect(await applyChange(bench.deps, id)).toEqual({ kind: "ended" });
  expect(await bench.org.owner.changeRequest.findUnique({ where: { id } })).toMatchObject({
    state: "stale",
    outcome: { changes: [GONE] },
  });
  const { endsAt } = await bench.org.owner.grant.findUniqueOrThrow({ where: { id: grant.id } });
  expect(endsAt).toEqual(grant.endsAt);
  expect((await bench.mutations()).length).toBe(before);
});

it("is carried out where the rule is newer than the last look, and there", async () => {
  const grant = await openGrant("203.0.113.4/32");
  const id = await approved(grant.id);
  expect(await applyChange(bench.deps, id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(id)).toBe("applied");
});
