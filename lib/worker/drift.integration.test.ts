import { afterAll, beforeAll, expect, it } from "vitest";
import { createCallTrail } from "#lib/adapters/ec2/call-trail.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { attributeDrift } from "#lib/usecases/drift/attribute-drift.ts";
import { findDrift } from "#lib/usecases/drift/find-drift.ts";
import { recentDrift } from "#lib/usecases/drift/recent-drift.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ trailDelayMilliseconds: 0 });
});
afterAll(() => bench.close());

const look = async () => {
  await bench.observe();
  return findDrift(bench.org.worker, bench.deps.actor, bench.org.scope.id);
};
const told = async () =>
  (await recentDrift(bench.org.web, bench.org.stack.id)).map(({ change, rule }) => `${change} ${rule}`);

it("finds what somebody else did to a rule, once, and what Sallyport did never", async () => {
  // What there is at the first look is nobody's change.
  expect(await look()).toBe(0);

  const asked = await bench.askGrant(bench.org.people.mara, "203.0.113.9/32", 3_600);
  await bench.approve(asked.change, bench.org.people.casey);
  expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
  expect(await look()).toBe(0);

  await bench.openByHand("192.0.2.177/32");
  expect(await look()).toBe(1);
  expect(await look()).toBe(0);
  expect(await told()).toEqual(["appeared tcp/22 from 192.0.2.177/32"]);

  // The grant's own rule, taken away past Sallyport: what Sallyport did before does not explain it.
  const door = {
    direction: "ingress",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    description: null,
  } as const;
  const { groupId } = asked.grant;
  await bench.removeRule(groupId, { ...door, peer: { kind: "ipv4", cidr: "203.0.113.9/32" } });
  expect(await look()).toBe(1);
  expect((await told())[0]).toBe("gone tcp/22 from 203.0.113.9/32");

  const entries = await bench.org.owner.auditEntry.findMany({ where: { action: "drift.found" } });
  expect(entries.map((entry) => [entry.stackId, entry.groupId])).toEqual([
    [bench.org.stack.id, groupId],
    [bench.org.stack.id, groupId],
  ]);
  const notices = await bench.org.owner.notice.findMany({
    where: { kind: "drift", personId: bench.org.people.casey.personId },
    orderBy: { createdAt: "asc" },
  });
  expect(notices.map(({ body }) => body)).toEqual([
    expect.stringContaining("tcp/22 from 192.0.2.177/32 was added"),
    expect.stringContaining("tcp/22 from 203.0.113.9/32 was taken away"),
  ]);
});

it("tells by whom it was, as CloudTrail says, and nothing where it may not be read", async () => {
  const trail = createCallTrail(bench.clients);
  await bench.sandbox.fault({
    match: { action: "LookupEvents" },
    effect: { kind: "error", code: "AccessDeniedException", status: 400 },
    times: 2,
  });
  expect(await attributeDrift(bench.org.worker, trail)).toBe(0);
  // Asked a moment ago: not again before a minute is over.
  expect(await attributeDrift(bench.org.worker, trail)).toBe(0);
  await bench.org.owner.$executeRaw`UPDATE drift SET origin_asked_at = now() - interval '2 minutes'`;
  expect(await attributeDrift(bench.org.worker, trail)).toBe(2);
  const rows = await recentDrift(bench.org.web, bench.org.stack.id);
  for (const { origin } of rows)
    expect(origin).toMatchObject({ certainty: "exact", who: "console-prod", from: "127.0.0.1" });
  expect(rows.map(({ origin }) => origin?.event)).toEqual([
    "RevokeSecurityGroupIngress",
    "AuthorizeSecurityGroupIngress",
  ]);
});

it("does not take what could not be read for changed", async () => {
  await bench.sandbox.fault({
    match: { action: "DescribeSecurityGroupRules" },
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
    times: 50,
  });
  await bench.openByHand("192.0.2.178/32");
  expect(await look()).toBe(0);
  await bench.sandbox.clearFaults();
  expect(await look()).toBe(1);
});
