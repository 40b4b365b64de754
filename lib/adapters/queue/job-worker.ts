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
  /** Takes no more jobs, and waits for the changes in hand. */
  stop(): Promise<void>;
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
  const inHand = new Set<Promise<void>>();
  let stopping = false;
  const run = async (work: () => Promise<void>): Promise<void> => {
    // A job that came while stopping is let go: whatever is due is looked for by whoever runs next.
    if (stopping) return;
    const working = work();
    inHand.add(working);
    await working.finally(() => inHand.delete(working));
  };
  const polling = { pollingIntervalSeconds: 0.5, batchSize: 1 };
  if (applyChange !== undefined) {
    await boss.work("apply-change", { ...polling, localConcurrency: 4 }, async ([job]) => {
      if (job === undefined) return;
      const data = applySchema.parse(job.data);
      await run(() => applyChange({ name: "apply-change", ...data }));
    });
  }
  if (observeScope !== undefined) {
    await boss.work("observe-scope", { ...polling, localConcurrency: 2 }, async ([job]) => {
      if (job === undefined) return;
      const data = observeSchema.parse(job.data);
      // Nothing waits for a look to end: one that is lost is simply taken again.
      if (!stopping) await observeScope({ name: "observe-scope", ...data });
    });
  }
  return {
    async stop() {
      stopping = true;
      await Promise.allSettled(inHand);
      await boss.stop({ graceful: false });
    },
  };
}
