import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { untilText } from "#lib/core/grant/grant-text.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { extendGrant } from "#lib/usecases/access/extend-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { resumeChange } from "#lib/usecases/apply/resume-change.ts";
import { dueGrants } from "#lib/usecases/expiry/due-grants.ts";
import { endGoneGrants } from "#lib/usecases/expiry/end-gone-grants.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
let host = 0;
const freshHost = (): string => {
  host += 1;
  return `203.0.113.${host}/32`;
};

/** Endpoints with rule ids, and without; another PostgreSQL makes no difference between the two. */
const endpoints = [{ reduced: false }, { reduced: true }].filter(
  ({ reduced }) => !reduced || process.env.TEST_POSTGRES_BIN === undefined,
);

describe.each(endpoints)("applying on EC2 (reduced: $reduced)", ({ reduced }) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench({ reduced });
  });
  afterAll(() => bench.close());
  afterEach(() => bench.sandbox.clearFaults());

  const openGrant = async (cidr: string, seconds = 3_600, person = bench.org.people.mara) => {
    const asked = await bench.askGrant(person, cidr, seconds);
    await bench.approve(asked.change, bench.org.people.casey);
    expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
    return asked;
  };
  const letEnd = async (grantId: string): Promise<void> => {
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${grantId}::uuid`;
    expect(await endGrant(bench.deps, grantId)).toEqual({ kind: "ended" });
  };

  it("opens a grant with one call, each with its own earlier intent, and closes it at its end", async () => {
    const cidr = freshHost();
    const before = (await bench.mutations()).length;
    const { change, grant } = await openGrant(cidr);
    expect(await bench.changeState(change.id)).toBe("applied");
    const applied = await bench.org.owner.auditEntry.findFirstOrThrow({
      where: { action: "change.applied", changeId: change.id },
    });
    // What it rests on stands in the bytes themselves: nobody is named there.
    expect(JSON.parse(new TextDecoder().decode(applied.canonical)).details).toMatchObject({
      pin: expect.stringMatching(/^[0-9a-f]{64}$/),
      approvals: [{ personId: expect.any(String), role: "cloud_admin" }],
      requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
    });
    const live = await bench.org.worker.grant.findUniqueOrThrow({ where: { id: grant.id } });
    expect(live).toMatchObject({ state: "live", openedAt: expect.any(Date) });
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    expect((await bench.mutations()).slice(before).map(({ action, code }) => [action, code])).toEqual([
      ["AuthorizeSecurityGroupIngress", "Success"],
    ]);
    await letEnd(grant.id);
    expect(await bench.grantState(grant.id)).toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    const ended = await bench.org.worker.grant.findUniqueOrThrow({
      where: { id: grant.id },
      include: { endChange: { include: { steps: { include: { journal: true } } } } },
    });
    expect(ended).toMatchObject({ endReason: "expired", endChange: { kind: "expire", state: "applied" } });
    expect(ended.endChange?.steps[0]?.journal.map(({ kind }) => kind)).toEqual(["intent", "outcome", "read"]);
  });

  it("keeps a shared rule while anybody needs it", async () => {
    const cidr = freshHost();
    const mara = await openGrant(cidr, 3_600);
    const jonas = await openGrant(cidr, 7_200, bench.org.people.jonas);
    await letEnd(jonas.grant.id);
    expect(await bench.grantState(jonas.grant.id)).toBe("ended");
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    await letEnd(mara.grant.id);
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  });

  it("refuses a stale pin, says what changed, and makes no call", async () => {
    const cidr = freshHost();
    const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    await bench.openByHand(cidr);
    const before = (await bench.mutations()).length;
    await applyChange(bench.deps, change.id);
    const row = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
    expect(row.state).toBe("stale");
    expect(row.outcome).toMatchObject({ changes: [expect.stringContaining(cidr)] });
    expect(await bench.grantState(grant.id)).toBe("refused");
    expect((await bench.mutations()).length).toBe(before);
  });

  it("lets two people in who asked for one source at the same time, by one rule with the later end", async () => {
    const cidr = freshHost();
    const mara = await bench.askGrant(bench.org.people.mara, cidr, 7_200);
    const jonas = await bench.askGrant(bench.org.people.jonas, cidr, 3_600);
    for (const { change } of [mara, jonas]) {
      await bench.approve(change, bench.org.people.casey);
      await applyChange(bench.deps, change.id);
      expect(await bench.changeState(change.id)).toBe("applied");
    }
    const calls = (await bench.mutations()).filter(({ parameters }) =>
      JSON.stringify(parameters).includes(cidr),
    );
    expect(calls.filter(({ action }) => action === "AuthorizeSecurityGroupIngress")).toHaveLength(1);
    const end = untilText(mara.grant.endsAt);
    expect(await bench.doorDescription(cidr)).toContain(`sallyport grant ${mara.grant.number} until ${end}`);
    await letEnd(mara.grant.id);
    expect(await bench.doorDescription(cidr)).toContain(`sallyport grant ${jonas.grant.number} until`);
    await letEnd(jonas.grant.id);
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  });

  it("a hand-back cuts nobody who joined meanwhile, and closes what nobody needs, whatever it was planned from", async () => {
    const cidr = freshHost();
    const before = await bench.observe();
    const mara = await openGrant(cidr);
    const back = await bench.handBack(bench.org.people.mara, mara.grant.id, await bench.observe());
    const jonas = await bench.askGrant(bench.org.people.jonas, cidr, 3_600);
    await bench.approve(jonas.change, bench.org.people.casey);
    await applyChange(bench.deps, jonas.change.id);
    expect(await applyChange(bench.deps, back ?? "")).toEqual({ kind: "ended" });
    expect(await bench.grantState(mara.grant.id)).toBe("ended");
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    expect(await bench.handBack(bench.org.people.jonas, jonas.grant.id, before)).toBeNull();
    expect(await endGrant(bench.deps, jonas.grant.id)).toEqual({ kind: "ended" });
    expect(await bench.grantState(jonas.grant.id)).toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  });

  it("a group that is gone ends its grants as gone, without any call", async () => {
    const { grant } = await openGrant(freshHost());
    await bench.org.owner.grant.update({
      where: { id: grant.id },
      data: { groupId: "sg-0aaaaaaaaaaaaaaaa" },
    });
    const before = (await bench.mutations()).length;
    await letEnd(grant.id);
    expect(await bench.org.worker.grant.findUniqueOrThrow({ where: { id: grant.id } })).toMatchObject({
      state: "ended",
      endReason: "gone",
    });
    expect((await bench.mutations()).length).toBe(before);
  });

  it("a live grant whose group was deleted ends as gone, once EC2 says so", async () => {
    const kept = await openGrant(freshHost());
    const { grant } = await openGrant(freshHost());
    await bench.org.owner.grant.update({
      where: { id: grant.id },
      data: { groupId: "sg-0bbbbbbbbbbbbbbbb" },
    });
    await bench.observe();
    expect(await endGoneGrants(bench.deps)).toBe(1);
    expect(await bench.grantState(grant.id)).toBe("ended");
    expect(await bench.grantState(kept.grant.id)).toBe("live");
  });

  it("does nothing when an approver has lost the role, and asks again", async () => {
    const { change } = await bench.askGrant(bench.org.people.mara, freshHost(), 3_600);
    const passing = await bench.org.addPerson("Passing", "cloud_admin");
    await bench.approve(change, passing);
    await bench.org.owner.person.update({
      where: { id: passing.personId },
      data: { disabledAt: new Date() },
    });
    const before = (await bench.mutations()).length;
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("open");
    expect((await bench.mutations()).length).toBe(before);
  });

  it.each([
    [
      "a lost answer is settled by reading, without a second call",
      { kind: "drop", when: "after" } as const,
      1,
    ],
    ["a request that hangs is given up and settled by reading", { kind: "hang", when: "after" } as const, 1],
    [
      "throttling is waited for, each try with its own intent",
      { kind: "error", code: "RequestLimitExceeded", status: 503 } as const,
      2,
    ],
  ])("%s", async (_, effect, calls) => {
    const cidr = freshHost();
    const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    const before = (await bench.mutations()).length;
    await bench.sandbox.fault({ match: { action: "AuthorizeSecurityGroupIngress" }, effect });
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await bench.grantState(grant.id)).toBe("live");
    expect((await bench.mutations()).length - before).toBe(calls);
    const intents = await bench.org.worker.journalEntry.count({
      where: { kind: "intent", step: { changeId: change.id } },
    });
    expect(intents).toBe(calls);
  });

  it("a request that was lost before it arrived is unknown until it cannot arrive any more", async () => {
    const cidr = freshHost();
    const { change } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    const before = (await bench.mutations()).length;
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "drop", when: "before" },
    });
    const result = await applyChange(bench.deps, change.id);
    expect(result).toMatchObject({ kind: "waiting", until: expect.any(Date) });
    expect(await bench.changeState(change.id)).toBe("unknown");
    expect((await bench.mutations()).length - before).toBe(1);
    await expect
      .poll(() => applyChange(bench.deps, change.id), { timeout: 15_000, interval: 300 })
      .toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    expect((await bench.mutations()).length - before).toBe(2);
  });

  it("a refusal for good ends the change as failed, and the grant never opens", async () => {
    const { change, grant } = await bench.askGrant(bench.org.people.mara, freshHost(), 3_600);
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "error", code: "RulesPerSecurityGroupLimitExceeded", status: 400 },
    });
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("failed");
    expect(await bench.grantState(grant.id)).toBe("refused");
  });

  it("reads that lag are polled, and nothing is sent twice", async () => {
    const cidr = freshHost();
    const { change } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    const before = (await bench.mutations()).length;
    await bench.sandbox.fault({ effect: { kind: "stale-reads", milliseconds: 700 } });
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect((await bench.mutations()).length - before).toBe(1);
  });

  it("expired credentials pause a change, which goes on when they are good again", async () => {
    const { change } = await bench.askGrant(bench.org.people.mara, freshHost(), 3_600);
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "error", code: "ExpiredToken", status: 403 },
    });
    expect(await applyChange(bench.deps, change.id)).toMatchObject({ kind: "waiting" });
    expect(await bench.changeState(change.id)).toBe("applying");
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
  });

  it("an extension tells EC2 the new end before the database counts it, and races an end without a leftover", async () => {
    const extended = async (grantId: string) => {
      await bench.observe();
      const asked = await extendGrant(bench.org.deps, bench.org.people.mara, {
        grantId,
        endsAt: new Date(Date.now() + 3 * 3_600_000),
        reason: "Not done yet",
        requestKey: null,
      });
      if (!asked.ok) throw new Error(asked.problem.sentence);
      const { pin } = await bench.org.worker.changeRequest.findUniqueOrThrow({
        where: { id: asked.value.id },
      });
      await bench.approve({ id: asked.value.id, pin }, bench.org.people.casey);
      return asked.value.id;
    };
    const cidr = freshHost();
    const first = await openGrant(cidr);
    const longer = await extended(first.grant.id);
    const seen: string[] = [];
    const failPoint = (): void => void seen.push("call");
    expect(await applyChange({ ...bench.deps, failPoint }, longer)).toEqual({ kind: "ended" });
    const { endsAt } = await bench.org.worker.grant.findUniqueOrThrow({ where: { id: first.grant.id } });
    expect(endsAt.getTime()).toBeGreaterThan(first.grant.endsAt.getTime());
    expect(seen.length).toBeGreaterThan(0);
    expect(await bench.doorDescription(cidr)).toContain(endsAt.toISOString().slice(0, 16));

    const racing = freshHost();
    const second = await openGrant(racing);
    const change = await extended(second.grant.id);
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${second.grant.id}::uuid`;
    await Promise.all([applyChange(bench.deps, change), endGrant(bench.deps, second.grant.id)]);
    for (let round = 0; round < 2; round += 1) {
      await applyChange(bench.deps, change);
      await endGrant(bench.deps, second.grant.id);
    }
    const isOpen = (await bench.doorRules()).includes(sshFrom(racing));
    expect(await bench.grantState(second.grant.id)).toBe(isOpen ? "live" : "ended");
    expect(await bench.changeState(change)).toBe(isOpen ? "applied" : "failed");
  });

  it("an end that EC2 refuses is never given up, nor asked for by a second change", async () => {
    const cidr = freshHost();
    const { grant } = await openGrant(cidr);
    await bench.sandbox.fault({
      match: { action: "RevokeSecurityGroupIngress" },
      times: 2,
      effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
    });
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${grant.id}::uuid`;
    expect(await endGrant(bench.deps, grant.id)).toMatchObject({ kind: "waiting" });
    const { endChangeId } = await bench.org.worker.grant.findUniqueOrThrow({ where: { id: grant.id } });
    expect(await bench.grantState(grant.id)).toBe("ending");
    expect(await applyChange(bench.deps, endChangeId ?? "")).toMatchObject({ kind: "waiting" });
    expect((await dueGrants(bench.org.worker, 10)).map(({ id }) => id)).not.toContain(grant.id);
    expect(await applyChange(bench.deps, endChangeId ?? "")).toEqual({ kind: "ended" });
    expect(await bench.grantState(grant.id)).toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  });

  it("a change that was held up until its time was over opens nothing", async () => {
    const cidr = freshHost();
    const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "error", code: "ExpiredToken", status: 403 },
    });
    expect(await applyChange(bench.deps, change.id)).toMatchObject({ kind: "waiting" });
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${grant.id}::uuid`;
    const before = (await bench.mutations()).length;
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("failed");
    expect(await bench.grantState(grant.id)).toBe("refused");
    expect((await bench.mutations()).length).toBe(before);
  });

  it("a refusal for good in the middle stops there, and a table says what was done", async () => {
    const { change } = await bench.askMatch(bench.org.people.ruben);
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      match: { mutating: true },
      at: 2,
      effect: { kind: "error", code: "UnauthorizedOperation", status: 403 },
    });
    await applyChange(bench.deps, change.id);
    const { state, outcome } = await bench.org.worker.changeRequest.findUniqueOrThrow({
      where: { id: change.id },
    });
    expect(state).toBe("partial");
    const { steps } = outcome as { steps: { state: string; sentence: string | null }[] };
    expect(steps.map((step) => step.state).slice(0, 3)).toEqual(["done", "failed", "waiting"]);
    expect(steps[1]?.sentence).toContain("UnauthorizedOperation");
    // It does not go on by itself.
    const before = (await bench.mutations()).length;
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect((await bench.mutations()).length).toBe(before);
  });

  it("a change of somebody else's between two steps stops the rest", async () => {
    const { change } = await bench.askMatch(bench.org.people.ruben);
    await bench.approve(change, bench.org.people.casey);
    let calls = 0;
    const failPoint = (name: string): void => {
      if (name === "after-outcome") calls += 1;
    };
    const once = { ...bench.deps, failPoint, stopping: () => calls > 0 };
    expect(await applyChange(once, change.id)).toMatchObject({ kind: "waiting" });
    expect(calls).toBe(1);
    const steps = await bench.org.worker.step.findMany({
      where: { changeId: change.id, state: "waiting" },
      orderBy: { ordinal: "desc" },
    });
    const doomed = steps
      .map(({ operation }) => planStepSchema.parse(operation))
      .find((step) => step.action === "revoke");
    if (doomed?.action !== "revoke") throw new Error("Nothing is left to revoke.");
    await bench.removeRule(doomed.groupId, doomed.rule);
    const before = (await bench.mutations()).length;
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("partial");
    expect((await bench.mutations()).length).toBe(before);
    // Somebody lets it go on, and EC2 is still another: it stays, and says so.
    const input = { changeId: change.id, reason: "It should be fine" };
    expect(await resumeChange(bench.org.deps, bench.org.people.casey, input)).toMatchObject({ ok: true });
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    const stays = await bench.org.worker.changeRequest.findUniqueOrThrow({
      where: { id: change.id },
      include: { moves: { orderBy: { version: "desc" }, take: 2 } },
    });
    expect(stays).toMatchObject({
      state: "partial",
      outcome: { changes: [expect.stringContaining("no longer in")] },
      moves: [{ toState: "partial" }, { toState: "applying", why: "Casey let it go on: It should be fine" }],
    });
    expect((await bench.mutations()).length).toBe(before);
  });

  it("brings a drifted stack in line, and a second look finds nothing to do", async () => {
    const { change, plan } = await bench.askMatch(bench.org.people.ruben);
    expect(plan.steps.length).toBeGreaterThan(3);
    await bench.approve(change, bench.org.people.casey);
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    const again = await bench.askMatch(bench.org.people.ruben);
    expect(again.plan.steps).toEqual([]);
  });
});
