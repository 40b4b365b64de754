import { jobQueue } from "#lib/adapters/queue/job-queue.ts";
import type { Deps } from "#lib/usecases/ports.ts";
import { webDatabase } from "./web-database.ts";

/** What the web gives to use-cases that change something. */
export const webDeps = (): Deps => ({ db: webDatabase(), queue: jobQueue });
