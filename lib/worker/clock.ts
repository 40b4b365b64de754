import { databaseTime } from "#lib/usecases/database-time.ts";
import type { Database } from "#lib/usecases/ports.ts";
import type { Log } from "./log.ts";

/** Further off than this, only access that must end is changed. */
export const OFF_MS = 30_000;
/** A signature is stamped with this process's time: further off, nobody could tell when it stops being accepted. */
export const FAR_OFF_MS = 5 * 60_000;

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
      if (Math.abs(skew) > OFF_MS) log.error({ skewMs: skew }, "this clock is not the database's");
    },
  };
}
