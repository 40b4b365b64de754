import type pg from "pg";
import { PgBoss } from "pg-boss";
import { webRole, workerRole } from "./role-passwords.ts";

/** The schema that pg-boss keeps its jobs in. */
export const queueSchema = "pgboss";

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
