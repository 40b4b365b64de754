/** New and retired stacks over the worker's death. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { type StackLife, stackLifeOn } from "#lib/testing/worker/stack-life-bench.ts";
import { startWorker, type WorkerProcess } from "#lib/testing/worker/worker-process.ts";

// Real processes that start, die and wait out each other's leases.
vi.setConfig({ testTimeout: 240_000 });

let bench: Bench;
let life: StackLife;
const running: WorkerProcess[] = [];
beforeAll(async () => {
  bench = await startBench();
  life = stackLifeOn(bench);
  await bench.observe();
});
afterAll(() => bench.close());
afterEach(async () => {
  for (const worker of running.splice(0)) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
});

describe("kill -9 of the worker", () => {
  const dieAt = async (deaths: readonly string[]) => {
    for (const death of deaths) {
      const worker = await startWorker(bench, { SALLYPORT_FAIL_POINT: death });
      running.push(worker);
      expect(await worker.ended).toBe("SIGKILL");
    }
    running.push(await startWorker(bench, {}));
  };

  it("while a stack is made, and retired: each step has its effect once, and the ids are known again", async () => {
    const change = await life.asked("crash", [
      { interfaceId: await life.interfaceOf("wireguard"), tier: "web" },
    ]);
    await bench.approve(change, bench.org.people.casey);
    const { steps } = planSchema.parse(change.plan);
    const before = (await bench.mutations()).length;
    await dieAt(["after-call:1", "after-outcome:3", `after-call:${steps.length}`]);
    await expect.poll(() => bench.changeState(change.id), { timeout: 60_000, interval: 200 }).toBe("applied");
    const effective = (await bench.mutations()).slice(before).filter((request) => request.effective);
    expect(effective).toHaveLength(steps.length);
    const stack = await life.stack("crash");
    if (stack === null) throw new Error("The stack is not in use.");
    expect(diffStack(stack, await bench.observe()).findings).toEqual([]);

    running.at(-1)?.kill("SIGTERM");
    await running.at(-1)?.ended;
    const going = await life.askedToRetire(change.stackId);
    await bench.approve(going, bench.org.people.casey);
    await dieAt([`after-call:${planSchema.parse(going.plan).steps.length}`]);
    await expect.poll(() => bench.changeState(going.id), { timeout: 60_000, interval: 200 }).toBe("applied");
    expect(await life.groupsNamed("crash-")).toEqual([]);
  });
});
