import { inParallel } from "./in-parallel.ts";
import type { Log } from "./log.ts";

/**
 * Works on several accounts and Regions side by side, each in lanes of its own: one that EC2 throttles, or that does not
 * answer, holds back no other.
 */
export class ScopeLanes {
  readonly #log: Log;
  readonly #lanes: number;
  readonly #inHand = new Map<string, Promise<void>>();

  constructor(log: Log, lanes: number) {
    this.#log = log;
    this.#lanes = lanes;
  }

  /** Begins on `items` unless the scope is busy; whatever is due then is found again by the next round. */
  begin<Item>(scopeId: string, items: readonly Item[], work: (item: Item) => Promise<void>): void {
    if (this.#inHand.has(scopeId)) return;
    const working = inParallel(items, this.#lanes, work)
      .catch((error: unknown) => this.#log.error({ scopeId, err: error }, "a round failed"))
      .finally(() => this.#inHand.delete(scopeId));
    this.#inHand.set(scopeId, working);
  }

  /** When everything that was begun has come to its end. */
  async idle(): Promise<void> {
    await Promise.all(this.#inHand.values());
  }
}
