import type pg from "pg";
import { PgBoss } from "pg-boss";
import type { Job } from "#lib/usecases/ports.ts";
import { webRole, workerRole } from "./role-passwords.ts";

/** The schema that pg-boss keeps its jobs in. */
export const queueSchema = "pgboss";

const queueNames: readonly Job["name"][] = ["apply-change", "observe-scope"];

/**
 * At most one job waits for each key: asking again while one waits changes nothing. Jobs are nudges, never retried:
 * the worker looks for whatever is due by itself.
 */
const queueOptions = {
  policy: "short",
  retryLimit: 0,
  expireInSeconds: 900,
  deleteAfterSeconds: 86_400,
} as const;

/**
 * Installs or upgrades pg-boss's tables as the owner: web and worker run it with `migrate: false`. Web may add
 * jobs (in the transaction that approves) and see them; only the worker takes and finishes them.
 */
export async function installQueueSchema(client: pg.Client, ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: queueSchema,
    max: 2,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => {
    // start() rejects with the same error.
  });
  await boss.start();
  for (const name of queueNames) await boss.createQueue(name, queueOptions);
  await boss.stop({ graceful: false });
  await client.query(`
    GRANT USAGE ON SCHEMA ${queueSchema} TO ${webRole}, ${workerRole};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${queueSchema} TO ${webRole};
    GRANT INSERT ON ${queueSchema}.job, ${queueSchema}.job_common TO ${webRole};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO ${workerRole};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO ${workerRole};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO ${webRole};
  `);
}
