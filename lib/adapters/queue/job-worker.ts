import { PgBoss } from "pg-boss";
import { z } from "zod";
import type { Job } from "#lib/usecases/ports.ts";

type JobOf<Name extends Job["name"]> = Extract<Job, { name: Name }>;

const applySchema = z.object({ changeId: z.uuid() });
const observeSchema = z.object({ scopeId: z.uuid(), requestedBy: z.uuid().nullable() });

export interface JobHandlers {
  readonly applyChange?: (job: JobOf<"apply-change">) => Promise<void>;
  readonly observeScope?: (job: JobOf<"observe-scope">) => Promise<void>;
}

export interface JobWorker {
  /** Takes no more jobs, and waits for those in hand, at most so long. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Takes jobs from the queue as the worker's database role. `onError` hears of everything that goes wrong: a job that
 * fails is not repeated, since whatever is due is also looked for.
 */
export async function startJobWorker(
  databaseUrl: string,
  handlers: JobHandlers,
  onError: (error: Error) => void,
): Promise<JobWorker> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: "sallyport worker queue",
    schema: "pgboss",
    max: 3,
    migrate: false,
    schedule: false,
    // What only the owner of the tables may do is left to the database's own maintenance.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", onError);
  await boss.start();
  const { applyChange, observeScope } = handlers;
  const polling = { pollingIntervalSeconds: 0.5, batchSize: 1 };
  if (applyChange !== undefined) {
    await boss.work("apply-change", { ...polling, localConcurrency: 4 }, async ([job]) => {
      if (job !== undefined) await applyChange({ name: "apply-change", ...applySchema.parse(job.data) });
    });
  }
  if (observeScope !== undefined) {
    await boss.work("observe-scope", { ...polling, localConcurrency: 2 }, async ([job]) => {
      if (job !== undefined) await observeScope({ name: "observe-scope", ...observeSchema.parse(job.data) });
    });
  }
  return {
    async stop(patienceMs) {
      await boss.stop({ graceful: true, timeout: patienceMs });
    },
  };
}
