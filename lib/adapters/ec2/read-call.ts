import { setTimeout as sleep } from "node:timers/promises";
import type { CallBudget } from "#lib/usecases/apply/call-budget.ts";
import { type CallFailure, classifyFailure } from "./failure.ts";

/** A read that was given up: the last failure, and how often it was tried. */
export class ReadFailed extends Error {
  override readonly name = "ReadFailed";
  readonly failure: CallFailure;

  constructor(operation: string, attempts: number, failure: CallFailure) {
    const tries = attempts === 1 ? "" : ` (${attempts} tries)`;
    super(`${operation} failed with ${failure.code}: ${failure.message}${tries}`);
    this.failure = failure;
  }
}

/** A wait that grows with each attempt, with jitter, so that several workers do not come back together. */
export const backoffMs = (attempt: number): number =>
  Math.min(8_000, 200 * 2 ** attempt) * (0.5 + Math.random() / 2);

const ATTEMPTS = 5;
/** Throttling is nobody's failure: it is waited for longer. */
const THROTTLED_ATTEMPTS = 12;

/**
 * Makes one read call, within the budget, again when it may succeed later: reading twice does no harm. Throws
 * `ReadFailed` when it is given up.
 */
export async function readCall<Answer>(
  operation: string,
  bucket: CallBudget,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    await bucket.take();
    try {
      return await call();
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === "throttled") await bucket.drain();
      const most = failure.kind === "throttled" ? THROTTLED_ATTEMPTS : ATTEMPTS;
      const hopeless = failure.kind === "refused" || failure.kind === "credentials";
      if (hopeless || attempt >= most) throw new ReadFailed(operation, attempt, failure);
      await sleep(backoffMs(attempt));
    }
  }
}
