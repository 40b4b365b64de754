/**
 * EC2 counts calls in buckets per account and Region. Sallyport takes at most a share of each, counted once in the
 * database for all its processes (decision 0911). What must end goes first: while such a call waits, no other is let
 * through.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type BudgetKind, CALL_BUCKETS } from "#lib/core/call-buckets.ts";
import type { Database } from "../ports.ts";

export interface CallBudget {
  /** Resolves when one call may be made. */
  take(): Promise<void>;
  /** EC2 said the bucket is empty: whatever was thought to be left, is not. */
  drain(): Promise<void>;
}

/** How long others wait for one that goes first and has not been heard of again. */
const FIRST_FOR_MS = 1_000;

export interface BudgetPlace {
  readonly accountId: string;
  readonly region: string;
  readonly kind: BudgetKind;
}

/** The budget of one account and Region as every worker process sees it. `first`: before all who are not. */
export function sharedBudget(db: Database, place: BudgetPlace, first: boolean): CallBudget {
  const { accountId, region, kind } = place;
  const { capacity, perSecond } = CALL_BUCKETS[kind];

  const tryTake = async (): Promise<boolean> => {
    const taken = await db.$executeRaw`
      INSERT INTO call_budget AS known (account_id, region, kind, tokens, counted_at)
      VALUES (${accountId}, ${region}, ${kind}, ${capacity - 1}, clock_timestamp())
      ON CONFLICT (account_id, region, kind) DO UPDATE
        SET tokens = least(${capacity}, known.tokens + ${perSecond}
              * greatest(0, extract(epoch FROM clock_timestamp() - known.counted_at)::float8)) - 1,
            counted_at = clock_timestamp(),
            first_until = CASE WHEN ${first} THEN NULL ELSE known.first_until END
        WHERE least(${capacity}, known.tokens + ${perSecond}
              * greatest(0, extract(epoch FROM clock_timestamp() - known.counted_at)::float8)) >= 1
          AND (${first} OR known.first_until IS NULL OR known.first_until < clock_timestamp())`;
    return taken > 0;
  };

  const goFirst = () => db.$executeRaw`
    UPDATE call_budget SET first_until = clock_timestamp() + ${FIRST_FOR_MS} * interval '1 millisecond'
     WHERE account_id = ${accountId} AND region = ${region} AND kind = ${kind}`;

  return {
    async take() {
      while (!(await tryTake())) {
        if (first) await goFirst();
        await sleep((1_000 / perSecond) * (first ? 0.5 : 0.75 + Math.random() / 2));
      }
    },
    async drain() {
      await db.$executeRaw`
        UPDATE call_budget SET tokens = least(0, tokens), counted_at = clock_timestamp()
         WHERE account_id = ${accountId} AND region = ${region} AND kind = ${kind}`;
    },
  };
}
