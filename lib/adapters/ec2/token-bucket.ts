import { setTimeout as sleep } from "node:timers/promises";
import { CALL_BUCKETS } from "#lib/core/call-buckets.ts";
import type { BudgetPlace, CallBudget } from "#lib/usecases/apply/call-budget.ts";

/** A budget of this process alone: for what EC2 does not count, and where there is no database to share one in. */
export class TokenBucket implements CallBudget {
  readonly #capacity: number;
  readonly #perSecond: number;
  #tokens: number;
  #countedAt: number;

  constructor(capacity: number, perSecond: number) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
    this.#tokens = capacity;
    this.#countedAt = performance.now();
  }

  async take(): Promise<void> {
    this.#count();
    this.#tokens -= 1;
    if (this.#tokens < 0) await sleep((-this.#tokens / this.#perSecond) * 1_000);
  }

  async drain(): Promise<void> {
    this.#count();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  #count(): void {
    const now = performance.now();
    const refilled = this.#tokens + ((now - this.#countedAt) / 1_000) * this.#perSecond;
    this.#tokens = Math.min(this.#capacity, refilled);
    this.#countedAt = now;
  }
}

/** Service Quotas counts on its own, and little is asked of it. */
export const quotaBucket = (): TokenBucket => new TokenBucket(4, 2);

/** CloudTrail takes two lookups a second of an account and Region, of everybody together. */
export const trailBucket = (): TokenBucket => new TokenBucket(2, 1);

/** Budgets of EC2's calls, one for each account, Region and kind, counted in this process. */
export function ownBudgets(): (place: BudgetPlace) => CallBudget {
  const budgets = new Map<string, TokenBucket>();
  return ({ accountId, region, kind }) => {
    const key = `${accountId}/${region}/${kind}`;
    const budget =
      budgets.get(key) ?? new TokenBucket(CALL_BUCKETS[kind].capacity, CALL_BUCKETS[kind].perSecond);
    budgets.set(key, budget);
    return budget;
  };
}
