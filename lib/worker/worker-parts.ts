import type { Environment } from "#lib/adapters/system/environment.ts";
import type { Database, JobQueue } from "#lib/usecases/ports.ts";
import type { Accounts } from "./accounts.ts";
import type { Log } from "./log.ts";

/** What the roles of one worker process share. */
export interface WorkerParts {
  readonly environment: Environment<"worker">;
  readonly db: Database;
  readonly queue: JobQueue;
  readonly accounts: Accounts;
  readonly log: Log;
}
