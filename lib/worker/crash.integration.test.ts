import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { expectEachCallIntended } from "#lib/testing/worker/oracles.ts";
import { startWorker, type WorkerProcess } from "#lib/testing/worker/worker-process.ts";

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
const FAIL_POINTS = ["before-intent", "after-intent", "before-send", "after-call", "after-outcome"];

// Real processes that start, die and wait out each other's leases.
vi.setConfig({ testTimeout: 180_000 });

let bench: Bench;
const running: WorkerProcess[] = [];
let host = 100;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
afterEach(async () => {
  for (const worker of running.splice(0)) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
  await bench.sandbox.clearFaults();
});

const start = async (over: Record<string, string> = {}): Promise<WorkerProcess> => {
  const worker = await startWorker(bench, over);
  running.push(worker);
  return worker;
};
const approvedGrant = async (seconds = 3_600) => {
  host += 1;
  const cidr = `198.18.0.${host}/32`;
  const asked = await bench.askGrant(bench.org.people.mara, cidr, seconds);
  await bench.approve(asked.change, bench.org.people.casey);
  return { ...asked, cidr };
};
const becomes = (changeId: string, state: string) =>
  expect.poll(() => bench.changeState(changeId), { timeout: 30_000, interval: 200 }).toBe(state);
const callsFor = async (cidr: string) =>
  (await bench.mutations()).filter(({ parameters }) => JSON.stringify(parameters).includes(cidr));

describe("kill -9 of the worker", () => {
  it.each(FAIL_POINTS)("%s of a grant: it opens once, and is in the log once", async (point) => {
    const { change, grant, cidr } = await approvedGrant();
    const first = await start({ SALLYPORT_FAIL_POINT: `${point}:1` });
    expect(await first.ended).toBe("SIGKILL");
    expect(await bench.grantState(grant.id)).toBe("asked");
    await start();
    await becomes(change.id, "applied");
    expect(await bench.grantState(grant.id)).toBe("live");
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    expect((await callsFor(cidr)).filter(({ effective }) => effective)).toHaveLength(1);
    await expectEachCallIntended(bench, change.id);
  });

  it("at every step of making a stack match: each step has its effect once", async () => {
    const { change, plan } = await bench.askMatch(bench.org.people.ruben);
    await bench.approve(change, bench.org.people.casey);
    const before = (await bench.mutations()).length;
    for (let step = 1; step <= plan.steps.length; step += 1) {
      const point = FAIL_POINTS[step % FAIL_POINTS.length];
      const worker = await start({ SALLYPORT_FAIL_POINT: `${point}:${step}` });
      expect(await worker.ended).toBe("SIGKILL");
    }
    await start();
    await becomes(change.id, "applied");
    const effective = (await bench.mutations()).slice(before).filter((request) => request.effective);
    expect(effective).toHaveLength(plan.steps.length);
    await expectEachCallIntended(bench, change.id);
    expect((await bench.askMatch(bench.org.people.ruben)).plan.steps).toEqual([]);
  });
});

describe("a worker that is stopped", () => {
  it.each(["after-intent", "before-send"])(
    "%s and goes on after another has taken over makes no call",
    async (point) => {
      const { change, cidr } = await approvedGrant();
      const stopped = await start({ SALLYPORT_FAIL_POINT: `${point}:1:stop` });
      await expect
        .poll(() => bench.org.worker.step.count({ where: { changeId: change.id, state: "intended" } }), {
          timeout: 20_000,
        })
        .toBe(1);
      await start();
      await becomes(change.id, "applied");
      stopped.kill("SIGCONT");
      await expect.poll(() => stopped.log(), { timeout: 10_000 }).toMatch(/busy|KeptBack|not-sent|passed on/);
      expect(await callsFor(cidr)).toHaveLength(1);
      expect(await bench.doorRules()).toContain(sshFrom(cidr));
      await expectEachCallIntended(bench, change.id);
    },
  );

  it("by SIGTERM finishes the step in hand, lets its leases go and exits 0", async () => {
    const { change, cidr } = await approvedGrant();
    await bench.sandbox.fault({
      match: { action: "AuthorizeSecurityGroupIngress" },
      effect: { kind: "delay", milliseconds: 600 },
    });
    const worker = await start();
    await expect
      .poll(() => bench.org.worker.step.count({ where: { changeId: change.id, state: "intended" } }), {
        timeout: 20_000,
      })
      .toBe(1);
    worker.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await callsFor(cidr)).toHaveLength(1);
    const held = await bench.org.worker.lease.count({ where: { expiresAt: { gt: new Date() } } });
    expect(held).toBe(0);
  });
});

describe("time passes", () => {
  it("a grant ends by itself, and one that ended while everything was down is ended first thing", async () => {
    const worker = await start();
    const first = await approvedGrant(10);
    await becomes(first.change.id, "applied");
    expect(await bench.doorRules()).toContain(sshFrom(first.cidr));
    await expect
      .poll(() => bench.grantState(first.grant.id), { timeout: 40_000, interval: 200 })
      .toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(first.cidr));

    const second = await approvedGrant(3_600);
    await becomes(second.change.id, "applied");
    worker.kill("SIGKILL");
    await worker.ended;
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '4 days', ends_at = now() - interval '3 days'
       WHERE id = ${second.grant.id}::uuid`;
    await start();
    await expect
      .poll(() => bench.grantState(second.grant.id), { timeout: 40_000, interval: 200 })
      .toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(second.cidr));
  });

  it("while EC2 cannot be reached a grant is ending, never ended, and closes when it can", async () => {
    await start();
    const { change, grant, cidr } = await approvedGrant(10);
    await becomes(change.id, "applied");
    await bench.sandbox.fault({ times: 999, effect: { kind: "drop", when: "before" } });
    await expect.poll(() => bench.grantState(grant.id), { timeout: 20_000, interval: 200 }).toBe("ending");
    await bench.sandbox.clearFaults();
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    await expect.poll(() => bench.grantState(grant.id), { timeout: 40_000, interval: 200 }).toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
  });
});
