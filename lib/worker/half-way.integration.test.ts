/** A change that stopped half-way: who hears of it each time, and that it has one way on at a time. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Bench, QUICK, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { resumeChange } from "#lib/usecases/apply/resume-change.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { rollBackChange, rollBackInput } from "#lib/usecases/match/roll-back-change.ts";

let bench: Bench;
beforeAll(async () => {
  // Nothing here is about time: a busy machine must not make a look incomplete.
  bench = await startBench({
    times: { ...QUICK, requestMs: 15_000, leaseMs: 30_000, sendWithinMs: 15_000 },
  });
  // While somebody has SSH, taking a rule of the door away is no matter for two.
  await openGrant("203.0.113.200/32");
});
afterAll(() => bench.close());
let host = 0;
beforeEach(async () => {
  for (const _ of ["a rule to take away", "and one that is left"]) {
    host += 1;
    await bench.openByHand(`192.0.2.${host}/32`);
  }
});
afterEach(() => bench.sandbox.clearFaults());

async function openGrant(cidr: string) {
  const { mara, casey } = bench.org.people;
  const { change, grant } = await bench.askGrant(mara, cidr, 3_600);
  await bench.approve(change, casey);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  return grant;
}

const refuse = (at: number, times = 1) =>
  bench.sandbox.fault({
    match: { mutating: true },
    at,
    times,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });

async function stoppedHalfWay() {
  const { casey, ruben } = bench.org.people;
  const { change } = await bench.askMatch(ruben);
  await bench.approve(change, casey);
  await refuse(2);
  await applyChange(bench.deps, change.id);
  expect(await bench.changeState(change.id)).toBe("partial");
  await bench.sandbox.clearFaults();
  await bench.observe();
  return change;
}

const letGoOn = (changeId: string) =>
  resumeChange(bench.org.deps, bench.org.people.casey, { changeId, reason: "The role may revoke again" });

const heard = async (subject: string) => {
  const rows = await bench.org.owner.notice.findMany({
    where: { kind: "change-failed", personId: bench.org.people.casey.personId },
  });
  return rows.filter((row) => row.subject.includes(subject)).length;
};

it("is told each time it stops", async () => {
  const change = await stoppedHalfWay();
  const about = `#${change.number} on shop was carried out in part`;
  expect(await heard(about)).toBe(1);
  await refuse(1);
  expect(await letGoOn(change.id)).toMatchObject({ ok: true });
  await applyChange(bench.deps, change.id);
  expect(await bench.changeState(change.id)).toBe("partial");
  expect(await heard(about)).toBe(2);
});

it("does not go on while it is to be rolled back", async () => {
  const change = await stoppedHalfWay();
  expect(await letGoOn(change.id)).toMatchObject({ ok: true });
  // One that had gone stale, say, and was planned anew meanwhile.
  const { stackId, requesterId, beneficiaryId, title, reason, pin, answerBy } = change;
  const back = await bench.org.owner.changeRequest.create({
    data: {
      ...{ kind: "rule", stackId, requesterId, beneficiaryId, title, reason, pin, answerBy },
      ...{ plan: {}, effect: {}, requirement: change.requirement ?? {} },
      state: "open",
      rollsBackId: change.id,
    },
  });
  const before = (await bench.mutations()).length;
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.org.owner.changeRequest.findUnique({ where: { id: change.id } })).toMatchObject({
    state: "partial",
    outcome: { changes: [`Change #${back.number} rolls it back.`] },
  });
  expect((await bench.mutations()).length).toBe(before);
});

it("is not rolled back while it waits to go on", async () => {
  const { casey, ruben } = bench.org.people;
  const change = await stoppedHalfWay();
  expect(await letGoOn(change.id)).toMatchObject({ ok: true });
  await bench.sandbox.fault({
    match: {},
    times: 50,
    effect: { kind: "error", code: "ExpiredToken", status: 403 },
  });
  expect(await applyChange(bench.deps, change.id)).toMatchObject({ kind: "waiting" });
  expect(await bench.changeState(change.id)).toBe("partial");
  const input = rollBackInput.parse({
    changeId: change.id,
    reason: "It broke the shop",
    acceptNoSshSource: true,
  });
  expect(await rollBackChange(bench.org.deps, ruben, input)).toMatchObject({
    ok: false,
    problem: {
      kind: "conflict",
      sentence: expect.stringContaining(`Casey let change #${change.number} go on`),
    },
  });
  await bench.sandbox.clearFaults();
  await refuse(1);
  // The word is taken, and the change stopped again: now there is a way back.
  await applyChange(bench.deps, change.id);
  expect(await bench.changeState(change.id)).toBe("partial");
  expect(await rollBackChange(bench.org.deps, casey, input)).toMatchObject({ ok: true });
  expect(await letGoOn(change.id)).toMatchObject({ ok: false });
});

it("is told of an end that is stuck, again when it is stuck at another rule, and not at each try", async () => {
  const first = await openGrant("203.0.113.201/32");
  const second = await openGrant("203.0.113.202/32");
  await bench.org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
     WHERE id = ${first.id}::uuid`;
  await refuse(1);
  expect(await endGrant(bench.deps, first.id)).toMatchObject({ kind: "waiting" });
  const { endChangeId } = await bench.org.owner.grant.findUniqueOrThrow({ where: { id: first.id } });
  const changeId = endChangeId ?? "";
  await bench.org.owner.grant.update({
    where: { id: second.id },
    data: { state: "ending", endChangeId, endReason: "expired" },
  });
  await refuse(1);
  expect(await applyChange(bench.deps, changeId)).toMatchObject({ kind: "waiting" });
  expect(await heard("cannot close access")).toBe(1);
  await refuse(2);
  expect(await applyChange(bench.deps, changeId)).toMatchObject({ kind: "waiting" });
  expect(await bench.grantState(first.id)).toBe("ending");
  expect(await heard("cannot close access")).toBe(2);
});
