import { setTimeout as sleep } from "node:timers/promises";

/**
 * EC2 counts calls in buckets per account and Region, shared by every tool there. This takes at most a share of one,
 * for this process: several workers share nothing but EC2's own refusals, on which each slows down.
 */
export class TokenBucket {
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

  /** Resolves when one call may be made. */
  async take(): Promise<void> {
    this.#count();
    this.#tokens -= 1;
    if (this.#tokens < 0) await sleep((-this.#tokens / this.#perSecond) * 1_000);
  }

  /** EC2 said the bucket is empty: whatever we thought was left, is not. */
  drain(): void {
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

/** The share of EC2's buckets that Sallyport takes (EC2-FACTS, "throttle"). */
const SHARE = 0.8;

/** Paginated describes: bucket 100, 20 a second. Authorize, revoke and other mutations: 50, 5 a second. */
export const describeBucket = (): TokenBucket => new TokenBucket(100 * SHARE, 20 * SHARE);
/** Service Quotas counts on its own, and little is asked of it. */
export const quotaBucket = (): TokenBucket => new TokenBucket(4, 2);
export const mutateBucket = (): TokenBucket => new TokenBucket(50 * SHARE, 5 * SHARE);
