/** About as long as a step takes. */
const TURN_MS = 600;

/** Remembers, in this process alone, what could not go on just now, so that it is not tried again at once. */
export class Patience {
  readonly #until = new Map<string, { at: number; tries: number }>();

  isDue(key: string): boolean {
    return performance.now() >= (this.#until.get(key)?.at ?? 0);
  }

  /** Longer each time, at most half a minute: what settles by itself is then seen soon enough. */
  wait(key: string): void {
    const tries = (this.#until.get(key)?.tries ?? 0) + 1;
    const ms = Math.min(30_000, 500 * 2 ** Math.min(tries, 6));
    this.#until.set(key, { at: performance.now() + ms, tries });
  }

  /** For what another holds just now: it is over soon, however often this was in vain, and whoever waits longer starves. */
  waitForTurn(key: string): void {
    const ms = TURN_MS * (0.5 + Math.random());
    this.#until.set(key, { at: performance.now() + ms, tries: this.#until.get(key)?.tries ?? 0 });
  }

  forget(key: string): void {
    this.#until.delete(key);
  }
}
