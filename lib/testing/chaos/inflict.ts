/** Does what the schedule says that goes wrong, and brings everything back. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Victim } from "./schedule.ts";
import type { World } from "./world.ts";

/** A worker that is asked to end has this long, and ends with 0. */
const DEPLOY_WITHIN_MS = 30_000;
/** What is started again and again for so long does not come back. */
const COMES_BACK_WITHIN_MS = 60_000;

/** From when until when something was wrong, milliseconds since 1970. */
export interface Trouble {
  readonly from: number;
  readonly until: number;
  readonly what: string;
}

export function inflictor(world: World) {
  const troubles: Trouble[] = [];
  const problems: string[] = [];
  /** One thing at a time is done to each of them. */
  const busy = new Set<Victim>();

  async function down(victim: Victim, ms: number): Promise<void> {
    if (victim === "database") {
      await world.cluster.kill();
      await sleep(ms);
      await world.cluster.start();
      return;
    }
    const process = world.processes[victim];
    await process.end("SIGKILL");
    await sleep(ms);
    await bringUp(victim);
  }

  /** A process that cannot start now, since what it needs is away, is started again, as a supervisor does. */
  async function bringUp(victim: Exclude<Victim, "database">): Promise<void> {
    const deadline = Date.now() + COMES_BACK_WITHIN_MS;
    while (!(await world.processes[victim].start())) {
      if (Date.now() > deadline) {
        problems.push(`${victim} does not start again: ${world.processes[victim].text.slice(-500)}`);
        return;
      }
      await sleep(300);
    }
  }

  async function deploy(victim: "worker 1" | "worker 2"): Promise<void> {
    const began = Date.now();
    const how = await Promise.race([
      world.processes[victim].end("SIGTERM"),
      sleep(DEPLOY_WITHIN_MS + 2_000, "too long", { ref: false }),
    ]);
    if (how !== 0 && how !== null) {
      problems.push(`${victim} was asked to end and ended with ${how} after ${Date.now() - began} ms.`);
      await world.processes[victim].end("SIGKILL");
    }
    await bringUp(victim);
  }

  async function carryOut(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case "kill":
        return down(fault.victim, fault.ms);
      case "deploy":
        return deploy(fault.victim);
      case "stop":
        world.processes[fault.victim].pause();
        await sleep(fault.ms);
        return world.processes[fault.victim].goOn();
      case "reset":
        return world.toDatabase[fault.victim].reset();
      case "silence":
        world.toDatabase[fault.victim].silence();
        await sleep(fault.ms);
        return world.toDatabase[fault.victim].hear();
      case "ec2":
        await world.fault(fault.fault).catch(() => undefined);
        await sleep(fault.ms);
    }
  }

  return {
    troubles: troubles as readonly Trouble[],
    problems: problems as readonly string[],
    /** Resolves when it is over. Does nothing to what is in trouble already. */
    async inflict(fault: Fault): Promise<void> {
      const victim = fault.kind === "ec2" ? null : fault.victim;
      if (victim !== null && busy.has(victim)) return;
      if (victim !== null) busy.add(victim);
      const from = Date.now();
      const what = fault.kind === "ec2" ? `ec2 ${JSON.stringify(fault.fault)}` : `${fault.kind} ${victim}`;
      try {
        await carryOut(fault);
      } finally {
        if (victim !== null) busy.delete(victim);
        troubles.push({ from, until: Date.now(), what });
      }
    },
    /** Everything is there again, and nothing is wrong any more. */
    async end(): Promise<void> {
      await world.cluster.start();
      for (const proxy of Object.values(world.toDatabase)) proxy.hear();
      for (const process of Object.values(world.processes)) {
        process.goOn();
        if (!(await process.start())) problems.push(`${process.name} does not start again.`);
      }
      await world.clearFaults();
    },
  };
}
