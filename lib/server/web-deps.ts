import { createJobQueue } from "#lib/adapters/queue/job-queue.ts";
import type { Deps, JobQueue } from "#lib/usecases/ports.ts";
import { currentOnce } from "./once.ts";
import { webDatabase } from "./web-database.ts";

// Shared for the same reason as the pool it sends through.
const shared: typeof globalThis & { sallyportWebQueue?: JobQueue } = globalThis;

/** What the web gives to use-cases that change something. */
export function webDeps(): Deps {
  const db = webDatabase();
  shared.sallyportWebQueue ??= createJobQueue(db);
  const once = currentOnce();
  return { db, queue: shared.sallyportWebQueue, ...(once === undefined ? {} : { once }) };
}
