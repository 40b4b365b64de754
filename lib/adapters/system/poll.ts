import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks `probe` again and again until it answers something other than `undefined` or `false`, or until
 * `timeoutMs` has passed: then throws, naming `what` was waited for.
 */
export async function poll<Answer>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  intervalMs = 50,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() >= deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await delay(intervalMs);
  }
}
