import { type Db, fromPrisma, PgBoss } from "pg-boss";
import type { Database, Job, JobQueue, Transaction } from "#lib/usecases/ports.ts";

const SCHEMA = "pgboss";

/** What a job is about: of the jobs that wait, there is one for each. */
const keyOf = (job: Job): string => (job.name === "apply-change" ? job.changeId : job.scopeId);

/**
 * Puts jobs into the queue inside the business transaction. It holds no connection of its own and needs no more than
 * to read the queues and to insert jobs.
 */
export function createJobQueue(db: Database): JobQueue {
  let starting: Promise<PgBoss> | undefined;
  const started = (): Promise<PgBoss> => {
    starting ??= start(db).catch((error: unknown) => {
      // The next job tries again: the database may have been away.
      starting = undefined;
      throw error;
    });
    return starting;
  };
  return {
    async enqueue(transaction, job) {
      const boss = await started();
      const { name, ...data } = job;
      await boss.send(name, data, { singletonKey: keyOf(job), db: executor(transaction) });
    },
  };
}

/** Prisma cannot read the type `regclass`, with which pg-boss asks whether it is installed. */
function executor(db: Database | Transaction): Db {
  const plain = fromPrisma(db);
  return {
    executeSql: (text, values) =>
      plain.executeSql(text.replace(/to_regclass\('[^']*'\)/, "$&::text"), values),
  };
}

function start(db: Database): Promise<PgBoss> {
  const boss = new PgBoss({
    db: executor(db),
    schema: SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
    // Queues never change while a process lives.
    queueCacheIntervalSeconds: 3_600,
  });
  boss.on("error", () => {
    // Only its background refresh reports here; a send that fails throws.
  });
  return boss.start();
}
