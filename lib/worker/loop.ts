import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";

export interface Loop {
  /** Begins no further round, and waits for the one in hand. */
  stop(): Promise<void>;
}

/** After a round that failed: the database or EC2 is away, and more rounds would only fill the log. */
const CALM_MS = 2_000;

/** Runs `round` again and again, `everyMs` after the last one ended. A round that fails is logged and tried again. */
export function startLoop(name: string, everyMs: number, log: Log, round: () => Promise<unknown>): Loop {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      let pause = everyMs;
      try {
        await round();
      } catch (error) {
        log.error({ loop: name, err: error }, "a round failed");
        pause = Math.max(everyMs, CALM_MS);
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
