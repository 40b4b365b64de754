/** Changes that were begun and held up, on EC2 as it is when they go on. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { extendGrant } from "#lib/usecases/access/extend-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { grantRule } from "#lib/usecases/expiry/grant-rule.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
afterEach(() => bench.sandbox.clearFaults());

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
const approvedGrant = async (cidr: string, by: PersonActor = bench.org.people.casey) => {
  const asked = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
  await bench.approve(asked.change, by);
  return asked;
};
const openGrant = async (cidr: string, person: PersonActor = bench.org.people.mara) => {
  const asked = await bench.askGrant(person, cidr, 3_600);
  await bench.approve(asked.change, bench.org.people.casey);
  expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
  return asked;
};
const timeIsOver = (grantId: string) => bench.org.owner.$executeRaw`
  UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
   WHERE id = ${grantId}::uuid`;
const refuse = (action: string, code: string, times = 1) =>
  bench.sandbox.fault({ match: { action }, times, effect: { kind: "error", code, status: 403 } });
/** Begins to end a grant, which EC2 refuses; returns the change that does not give up. */
const heldUpEnd = async (grantId: string, action: string, times = 1): Promise<string> => {
  await refuse(action, "UnauthorizedOperation", times);
  await timeIsOver(grantId);
  expect(await endGrant(bench.deps, grantId)).toMatchObject({ kind: "waiting" });
  const { endChangeId } = await bench.org.worker.grant.findUniqueOrThrow({ where: { id: grantId } });
  return endChangeId ?? "";
};

it("leaves no attempt open that nobody will look at again", async () => {
  const passing = await bench.org.addPerson("Passing", "cloud_admin");
  const { change } = await approvedGrant("203.0.113.2/32", passing);
  await bench.sandbox.fault({
    match: { action: "AuthorizeSecurityGroupIngress" },
    effect: { kind: "drop", when: "before" },
  });
  expect(await applyChange(bench.deps, change.id)).toMatchObject({
    kind: "waiting",
    until: expect.any(Date),
  });
  const disabledAt = new Date();
  await bench.org.owner.person.update({ where: { id: passing.personId }, data: { disabledAt } });
  await expect
    .poll(() => applyChange(bench.deps, change.id), { timeout: 15_000, interval: 300 })
    .toEqual({ kind: "ended" });
  expect(await bench.changeState(change.id)).toBe("failed");
  const step = await bench.org.worker.step.findFirstOrThrow({
    where: { changeId: change.id },
    include: { journal: { orderBy: { id: "asc" } } },
  });
  expect(step.journal.map(({ kind }) => kind)).toEqual(["intent", "outcome", "read"]);
  expect(step.state).toBe("failed");
});

it("does not take away the rule of somebody who joined meanwhile", async () => {
  const cidr = "203.0.113.3/32";
  const mara = await openGrant(cidr);
  const end = await heldUpEnd(mara.grant.id, "RevokeSecurityGroupIngress");
  const jonas = await openGrant(cidr, bench.org.people.jonas);
  expect(await applyChange(bench.deps, end)).toEqual({ kind: "ended" });
  expect(await bench.doorRules()).toContain(sshFrom(cidr));
  expect([await bench.grantState(mara.grant.id), await bench.grantState(jonas.grant.id)]).toEqual([
    "ended",
    "live",
  ]);
  expect(await bench.doorDescription(cidr)).toContain(`grant ${jonas.grant.number} until`);
  await timeIsOver(jonas.grant.id);
  expect(await endGrant(bench.deps, jonas.grant.id)).toEqual({ kind: "ended" });
  expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
});

it("does not write an older end over an extension", async () => {
  const cidr = "203.0.113.4/32";
  const jonas = await openGrant(cidr, bench.org.people.jonas);
  const mara = await openGrant(cidr);
  const end = await heldUpEnd(mara.grant.id, "UpdateSecurityGroupRuleDescriptionsIngress");
  await bench.observe();
  const endsAt = new Date(Date.now() + 3 * 3_600_000);
  const wish = { grantId: jonas.grant.id, endsAt, reason: "Not done yet", requestKey: null };
  const asked = await extendGrant(bench.org.deps, bench.org.people.jonas, wish);
  if (!asked.ok) throw new Error(asked.problem.sentence);
  const { pin } = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: asked.value.id } });
  await bench.approve({ id: asked.value.id, pin }, bench.org.people.casey);
  expect(await applyChange(bench.deps, asked.value.id)).toEqual({ kind: "ended" });
  expect(await applyChange(bench.deps, end)).toEqual({ kind: "ended" });
  expect(await bench.grantState(mara.grant.id)).toBe("ended");
  expect(await bench.doorDescription(cidr)).toContain(endsAt.toISOString().slice(0, 16));
});

it("goes on with what it says of an end once EC2 lets it, however often it was refused", async () => {
  const cidr = "203.0.113.5/32";
  const jonas = await openGrant(cidr, bench.org.people.jonas);
  const mara = await openGrant(cidr);
  const end = await heldUpEnd(mara.grant.id, "UpdateSecurityGroupRuleDescriptionsIngress", 100);
  for (let round = 0; round < 8; round += 1)
    expect(await applyChange(bench.deps, end)).toMatchObject({ kind: "waiting" });
  await bench.sandbox.clearFaults();
  expect(await applyChange(bench.deps, end)).toEqual({ kind: "ended" });
  expect(await bench.grantState(mara.grant.id)).toBe("ended");
  expect(await bench.doorDescription(cidr)).toContain(`grant ${jonas.grant.number} until`);
});

it("is compared with EC2 again before its first call", async () => {
  const cidr = "203.0.113.1/32";
  const { change, grant } = await approvedGrant(cidr);
  await refuse("AuthorizeSecurityGroupIngress", "ExpiredToken");
  expect(await applyChange(bench.deps, change.id)).toMatchObject({ kind: "waiting" });
  await bench.openByHand("203.0.113.0/24");
  const before = (await bench.mutations()).length;
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  const row = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
  expect(row).toMatchObject({
    state: "stale",
    outcome: { changes: [expect.stringContaining("203.0.113.0/24")], steps: [{ state: "waiting" }] },
  });
  expect(await bench.grantState(grant.id)).toBe("refused");
  expect((await bench.mutations()).length).toBe(before);
  const wide = { peer: "203.0.113.0/24", protocol: "tcp", fromPort: 22, toPort: 22 };
  await bench.removeRule(grant.groupId, { ...grantRule(wide), description: null });
});

it("writes off no call that may still arrive, and plans anew once it cannot", async () => {
  const cidr = "203.0.113.6/32";
  const mara = await openGrant(cidr);
  await bench.sandbox.fault({
    match: { action: "RevokeSecurityGroupIngress" },
    effect: { kind: "drop", when: "before" },
    times: 100,
  });
  await timeIsOver(mara.grant.id);
  expect(await endGrant(bench.deps, mara.grant.id)).toMatchObject({ kind: "waiting" });
  const { endChangeId } = await bench.org.worker.grant.findUniqueOrThrow({ where: { id: mara.grant.id } });
  const { owner, stack, people } = bench.org;
  const office = { name: "Head office", kind: "ipv4", value: cidr, ownerId: people.otto.personId };
  const source = await owner.source.create({ data: office });
  const standing = { stackId: stack.id, sourceId: source.id, reviewAt: new Date("2099-01-01") };
  await owner.stackSource.create({ data: standing });
  expect(await applyChange(bench.deps, endChangeId ?? "")).toMatchObject({
    kind: "waiting",
    sentence: expect.stringContaining("may still arrive"),
  });
  await expect
    .poll(() => applyChange(bench.deps, endChangeId ?? ""), { timeout: 15_000, interval: 300 })
    .toEqual({ kind: "ended" });
  expect(await bench.doorRules()).toContain(sshFrom(cidr));
  expect(await bench.doorDescription(cidr)).toBe("sallyport shop");
  expect(await bench.grantState(mara.grant.id)).toBe("ended");
});
