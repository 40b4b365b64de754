import { afterAll, beforeAll, expect, it } from "vitest";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, QUICK, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { changesToApply } from "#lib/usecases/apply/changes-to-apply.ts";
import { resumeChange } from "#lib/usecases/apply/resume-change.ts";
import { answerDrift } from "#lib/usecases/drift/answer-drift.ts";
import { chooseWatch } from "#lib/usecases/drift/choose-watch.ts";
import { findDrift } from "#lib/usecases/drift/find-drift.ts";
import { recentDrift } from "#lib/usecases/drift/recent-drift.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";

let bench: Bench;
beforeAll(async () => {
  // Nothing here is about time: a busy machine must not make a look incomplete.
  bench = await startBench({
    times: { ...QUICK, requestMs: 15_000, leaseMs: 30_000, sendWithinMs: 15_000 },
  });
  await bench.observe();
  await findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id);
});
afterAll(() => bench.close());

/** What the worker does after each look. */
const look = async () => {
  await bench.observe();
  await findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id);
  const deps = { db: bench.org.worker, queue: bench.org.queue, actor: bench.deps.actor };
  return answerDrift(deps, bench.org.scope.id);
};
const choose = (actor: PersonActor, mode: "tell" | "propose" | "restore", mostPerHour = 1) =>
  chooseWatch(bench.org.deps, actor, {
    stackId: bench.org.stack.id,
    mode,
    mostPerHour,
    reason: "Nobody edits this one by hand",
    requestKey: null,
  });
const newest = (kind: string) =>
  bench.org.owner.changeRequest.findFirstOrThrow({ where: { kind }, orderBy: { number: "desc" } });
const door = (cidr: string) => `ingress tcp 22:22 ${cidr}`;
const answers = async () =>
  (await recentDrift(bench.org.web, bench.org.stack.id)).map(({ rule, answer }) => `${rule}: ${answer}`);

it("only tells until a cloud admin chooses otherwise", async () => {
  await bench.openByHand("192.0.2.10/32");
  expect(await look()).toBe(0);
  expect(await answers()).toEqual(["tcp/22 from 192.0.2.10/32: told"]);
  expect(await choose(bench.org.people.mara, "propose")).toMatchObject({ ok: false });
  expect(await bench.org.owner.driftWatch.count()).toBe(0);
});

it("proposes to put it back, and whoever chose that does not answer", async () => {
  const { casey, ruben } = bench.org.people;
  expect(await choose(casey, "propose")).toEqual({ ok: true, value: { change: null } });
  await bench.openByHand("192.0.2.11/32");
  expect(await look()).toBe(1);
  expect(await look()).toBe(0);
  const change = await newest("put-back");
  expect(change).toMatchObject({
    state: "open",
    requesterId: casey.personId,
    reason: expect.stringContaining("192.0.2.11/32 was added"),
  });
  await expect(bench.approve(change, casey)).rejects.toThrow("You asked");
  await bench.approve(change, ruben);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(change.id)).toBe("applied");
  const rules = await bench.doorRules();
  expect(rules).not.toContain(door("192.0.2.11/32"));
  // What was only told about before is not swept up with it.
  expect(rules).toContain(door("192.0.2.10/32"));
});

it("puts back by itself once others approved that, as often as they said, and then only tells", async () => {
  const { casey, ruben } = bench.org.people;
  const asked = await choose(casey, "restore");
  expect(asked).toMatchObject({ ok: true, value: { change: expect.any(Number) } });
  expect(await choose(casey, "restore")).toMatchObject({ ok: false });
  const wanted = await newest("watch");
  await expect(bench.approve(wanted, casey)).rejects.toThrow();
  await bench.approve(wanted, ruben);
  expect(await applyChange(bench.deps, wanted.id)).toEqual({ kind: "ended" });
  expect(await bench.org.owner.driftWatch.findFirst()).toMatchObject({ mode: "restore", mostPerHour: 1 });

  const web = {
    direction: "ingress",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: null,
  } as const;
  const world = { kind: "ipv4", cidr: "0.0.0.0/0" } as const;
  await bench.openByHand("192.0.2.12/32");
  await bench.removeRule(GROUP.shopWeb, { ...web, peer: world });
  expect(await look()).toBe(1);
  const first = await newest("put-back");
  expect(first).toMatchObject({ state: "approved", requirement: { parts: [] } });
  expect(await applyChange(bench.deps, first.id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(first.id)).toBe("applied");
  expect(await bench.doorRules()).not.toContain(door("192.0.2.12/32"));
  const session = await bench.deps.ec2.open({
    accountId: bench.org.scope.accountId,
    region: bench.org.scope.region,
  });
  const [group] = await session.readGroups([GROUP.shopWeb]);
  expect(
    group?.rules.some(
      ({ peer, fromPort }) => fromPort === 443 && peer.kind === "ipv4" && peer.cidr === world.cidr,
    ),
  ).toBe(true);

  // Sallyport's own calls are no drift; the same rule again is, and is put back no more.
  expect(await look()).toBe(0);
  await bench.openByHand("192.0.2.12/32");
  expect(await look()).toBe(0);
  const [again] = await recentDrift(bench.org.web, bench.org.stack.id);
  expect(again).toMatchObject({ answer: "left", sentence: expect.stringContaining("only told") });
  expect(await bench.doorRules()).toContain(door("192.0.2.12/32"));
  const log = await bench.org.owner.auditEntry.findMany({
    where: { action: { startsWith: "drift.", not: "drift.found" } },
    orderBy: { at: "asc" },
  });
  expect(log.map(({ action, actor }) => `${action} ${actor.split(":")[0]}`)).toEqual([
    "drift.chosen person",
    "drift.proposed worker",
    "drift.chosen worker",
    "drift.restoring worker",
  ]);
});

it("does not carry on when it is told to stop, nor where EC2 is another by then", async () => {
  await bench.openByHand("192.0.2.13/32");
  expect(await look()).toBe(1);
  const stopped = await newest("put-back");
  expect(await choose(bench.org.people.ruben, "tell")).toMatchObject({ ok: true });
  expect(await applyChange(bench.deps, stopped.id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(stopped.id)).toBe("stale");
  expect(await bench.doorRules()).toContain(door("192.0.2.13/32"));
  expect(await look()).toBe(0);
  expect((await answers())[0]).toBe("tcp/22 from 192.0.2.13/32: told");
});

it("stops half-way for a person, who lets it go on once what was in the way is gone", async () => {
  const { casey, ruben, mara } = bench.org.people;
  expect(await choose(casey, "propose")).toMatchObject({ ok: true });
  for (const host of ["192.0.2.21/32", "192.0.2.22/32"]) await bench.openByHand(host);
  expect(await look()).toBe(1);
  const change = await newest("put-back");
  await bench.approve(change, ruben);
  await bench.sandbox.fault({
    match: { mutating: true },
    at: 2,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });
  await applyChange(bench.deps, change.id);
  expect(await bench.changeState(change.id)).toBe("partial");
  await bench.sandbox.clearFaults();
  // Not by itself, not for anybody, and once.
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  const input = { changeId: change.id, reason: "The role may revoke again" };
  expect(await resumeChange(bench.org.deps, mara, input)).toMatchObject({ ok: false });
  const open = await newest("watch");
  expect(await resumeChange(bench.org.deps, casey, { ...input, changeId: open.id })).toMatchObject({
    ok: false,
  });
  expect(await resumeChange(bench.org.deps, casey, input)).toMatchObject({ ok: true });
  expect(await resumeChange(bench.org.deps, ruben, input)).toMatchObject({ ok: false });
  const due = await changesToApply(bench.org.worker, 10);
  expect(due.map(({ id }) => id)).toContain(change.id);
  const before = (await bench.mutations()).length;
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.changeState(change.id)).toBe("applied");
  // What was done before is not done again.
  expect((await bench.mutations()).length).toBe(before + 1);
  const rules = await bench.doorRules();
  for (const host of ["192.0.2.21/32", "192.0.2.22/32"]) expect(rules).not.toContain(door(host));
  const said = await bench.org.owner.auditEntry.findMany({
    where: { changeId: change.id, action: "change.resumed" },
  });
  expect(said.map(({ actor }) => actor)).toEqual([`person:${casey.personId}`]);
  await expect(
    bench.org.worker.$executeRaw`INSERT INTO change_resume (change_id, version, person_id, reason)
      SELECT id, version, requester_id, 'x' FROM change_request WHERE id = ${change.id}::uuid`,
  ).rejects.toThrow();
  expect(await choose(ruben, "tell")).toMatchObject({ ok: true });
});

it("the database lets neither web nor worker choose for others", async () => {
  const { org } = bench;
  const stackId = org.stack.id;
  await expect(
    org.web.$executeRaw`UPDATE drift_watch SET mode = 'restore', version = version + 1,
      change_id = (SELECT id FROM change_request WHERE kind = 'watch' LIMIT 1)`,
  ).rejects.toThrow("approved first");
  await expect(
    org.worker.$executeRaw`UPDATE drift_watch SET mode = 'restore', version = version + 1,
      change_id = (SELECT id FROM change_request WHERE kind = 'watch' LIMIT 1)`,
  ).rejects.toThrow("approved first");
  await expect(
    org.worker.$executeRaw`UPDATE drift_watch SET mode = 'propose', version = version + 1`,
  ).rejects.toThrow("a cloud admin chooses");
  const change = await newest("put-back");
  const copy = (client: typeof org.web, state: string, parts: string) =>
    client.$executeRawUnsafe(
      `INSERT INTO change_request (kind, stack_id, requester_id, beneficiary_id, title, reason, state, plan, pin, effect, requirement, answer_by, approved_at)
     SELECT kind, stack_id, requester_id, beneficiary_id, title, reason, '${state}', plan, pin, effect, '${parts}'::jsonb, answer_by, now()
       FROM change_request WHERE id = '${change.id}'`,
    );
  await expect(copy(org.web, "approved", '{"parts": []}')).rejects.toThrow("not put back so");
  await expect(copy(org.worker, "approved", '{"parts": []}')).rejects.toThrow("not put back so");
  expect(await org.owner.driftWatch.findUnique({ where: { stackId } })).toMatchObject({
    mode: "tell",
    chosenById: org.people.ruben.personId,
  });
});
