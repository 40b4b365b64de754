/** What "make it match" does to the rules that people were granted, on EC2. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { resumeChange } from "#lib/usecases/apply/resume-change.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { grantRule } from "#lib/usecases/expiry/grant-rule.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
const ruleFor = (peer: string) => ({
  ...grantRule({ peer, protocol: "tcp", fromPort: 22, toPort: 22 }),
  description: null,
});
const openGrant = async (cidr: string) => {
  const asked = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
  await bench.approve(asked.change, bench.org.people.casey);
  expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
  return asked.grant;
};
const letEnd = async (grantId: string): Promise<void> => {
  await bench.org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
     WHERE id = ${grantId}::uuid`;
  expect(await endGrant(bench.deps, grantId)).toEqual({ kind: "ended" });
};
const approvedMatch = async (): Promise<string> => {
  const { change } = await bench.askMatch(bench.org.people.ruben);
  await bench.approve(change, bench.org.people.casey);
  return change.id;
};

it("gives a grant that somebody's wide rule had opened a rule that ends with it", async () => {
  const cidr = "203.0.113.70/32";
  await bench.openByHand("203.0.113.0/24");
  const { id, number } = await openGrant(cidr);
  expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  const match = await approvedMatch();
  expect(await applyChange(bench.deps, match)).toEqual({ kind: "ended" });
  expect(await bench.changeState(match)).toBe("applied");
  expect(await bench.doorRules()).not.toContain(sshFrom("203.0.113.0/24"));
  expect(await bench.doorDescription(cidr)).toContain(`sallyport grant ${number} until`);
  await letEnd(id);
  expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
});

it("opens nothing for a grant that has ended since it was planned", async () => {
  const cidr = "203.0.113.71/32";
  const { id, groupId, number } = await openGrant(cidr);
  await bench.removeRule(groupId, ruleFor(cidr));
  const match = await approvedMatch();
  await letEnd(id);
  expect(await applyChange(bench.deps, match)).toEqual({ kind: "ended" });
  expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  const row = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: match } });
  expect(row).toMatchObject({
    state: "stale",
    outcome: { changes: [expect.stringContaining(`grant ${number}, which has ended`)] },
  });
});

it("opens nothing for a grant that ends while the change is held up", async () => {
  const cidr = "203.0.113.72/32";
  const { id, groupId } = await openGrant(cidr);
  await bench.removeRule(groupId, ruleFor(cidr));
  const match = await approvedMatch();
  await bench.sandbox.fault({
    match: { mutating: true },
    effect: { kind: "error", code: "ExpiredToken", status: 403 },
  });
  expect(await applyChange(bench.deps, match)).toMatchObject({ kind: "waiting" });
  await letEnd(id);
  expect(await applyChange(bench.deps, match)).toEqual({ kind: "ended" });
  expect(await bench.changeState(match)).toBe("stale");
  expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
});

it("opens nothing for a grant that ends while the change is half-way, when somebody lets it go on", async () => {
  const grants = [await openGrant("203.0.113.73/32"), await openGrant("203.0.113.74/32")];
  for (const { groupId, peer } of grants) await bench.removeRule(groupId, ruleFor(peer));
  const match = await approvedMatch();
  await bench.sandbox.fault({
    match: { mutating: true },
    at: 2,
    effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
  });
  expect(await applyChange(bench.deps, match)).toEqual({ kind: "ended" });
  expect(await bench.changeState(match)).toBe("partial");
  const open = await bench.doorRules();
  const left = grants.filter(({ peer }) => !open.includes(sshFrom(peer)));
  expect(left).toHaveLength(1);
  for (const { id, peer, number } of left) {
    await letEnd(id);
    const input = { changeId: match, reason: "The role may write again" };
    expect(await resumeChange(bench.org.deps, bench.org.people.casey, input)).toMatchObject({ ok: true });
    expect(await applyChange(bench.deps, match)).toEqual({ kind: "ended" });
    expect(await bench.doorRules()).not.toContain(sshFrom(peer));
    expect(await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: match } })).toMatchObject({
      state: "partial",
      outcome: { changes: [expect.stringContaining(`grant ${number}, which has ended`)] },
    });
  }
});
