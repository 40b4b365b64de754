import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { poll } from "#lib/adapters/system/poll.ts";
import { readSafeMode } from "#lib/usecases/safe-mode/read-safe-mode.ts";
import { operator } from "./operate.ts";
import { judge } from "./run-seed.ts";
import { hasStandbyPrograms, type StandbyPair, startStandbyPair } from "./standby-pair.ts";
import { startWorld, type World } from "./world.ts";

const WORK_GOES_ON_WITHIN_MS = 60_000;

// Half a minute of both processors: with the long runs of chaos.
describe.skipIf(process.env.CHAOS_WHOLE === undefined || !hasStandbyPrograms())(
  "with a primary and a synchronous standby (Debian's PostgreSQL)",
  () => {
    let pair: StandbyPair;
    let world: World;
    beforeAll(async () => {
      pair = await startStandbyPair();
      world = await startWorld(pair, { ofWorkers: { SALLYPORT_STANDBY: "synchronous" } });
    }, 120_000);
    afterAll(async () => {
      await world?.close();
      await pair?.close();
    }, 60_000);

    it("case 38: kill -9 of the primary loses nothing, does nothing twice, and work goes on within 60 s", async () => {
      const before = await world.rules();
      const people = operator(world);
      let isOver = false;
      const load = (async () => {
        for (let seed = 1; !isOver; seed += 1) {
          void people.operate(seed % 2 === 0 ? "approve" : "ask", seed);
          await sleep(300);
        }
      })();
      await sleep(3_000);
      await pair.failOver();
      const failed = performance.now();
      const promoted = new Date();
      await poll("a change that was asked for after the failover to be applied", WORK_GOES_ON_WITHIN_MS, () =>
        world.org.owner.changeRequest
          .count({ where: { state: "applied", createdAt: { gt: promoted } } })
          .catch(() => 0)
          .then((count) => count > 0),
      );
      expect(performance.now() - failed).toBeLessThan(WORK_GOES_ON_WITHIN_MS);
      isOver = true;
      await load;
      // Nothing that was answered is lost with the primary, so there is nothing for anybody to confirm.
      expect(await readSafeMode(world.org.owner)).toBeNull();
      expect(await judge(world, before, { troubles: [], lostByHand: people.lostByHand })).toMatchObject({
        violations: [],
      });
      people.close();
    }, 180_000);
  },
);
