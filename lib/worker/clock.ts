import type { Ec2Gate } from "#lib/usecases/apply/ec2-gate.ts";
import { databaseTime } from "#lib/usecases/database-time.ts";
import type { Database } from "#lib/usecases/ports.ts";
import type { Log } from "./log.ts";

const ALARM_MS = 30_000;
/** A signature is stamped with this process's time: further off, nobody could tell when it stops being accepted. */
const REFUSE_MS = 5 * 60_000;

export interface Clock {
  /** How far this process's clock is ahead of the database's, in milliseconds, when last compared. */
  skewMs(): number;
  compare(): Promise<void>;
}

/** Compares this process's clock with the database's, which alone decides what has ended. */
export function watchClock(db: Database, log: Log): Clock {
  let skew = 0;
  return {
    skewMs: () => skew,
    async compare() {
      const before = Date.now();
      const there = (await databaseTime(db)).getTime();
      skew = Math.round((before + Date.now()) / 2 - there);
      if (Math.abs(skew) > ALARM_MS) log.error({ skewMs: skew }, "this clock is not the database's");
    },
  };
}

/** Signs nothing while the clock is far off. */
export const soberGate = (gate: Ec2Gate, clock: Clock): Ec2Gate => ({
  async open(scope, first) {
    if (Math.abs(clock.skewMs()) > REFUSE_MS) {
      throw new Error("This worker's clock is more than five minutes off the database's: nothing is signed.");
    }
    return gate.open(scope, first);
  },
});
