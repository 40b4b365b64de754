import { flushCompileCache } from "node:module";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { createJobQueue } from "#lib/adapters/queue/job-queue.ts";
import { type JobHandlers, startJobWorker } from "#lib/adapters/queue/job-worker.ts";
import { refuseDemoPeopleWithRealAws } from "#lib/adapters/system/boot-refusals.ts";
import { announceReady, exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { sharedBudget } from "#lib/usecases/apply/call-budget.ts";
import { keepScopes } from "#lib/usecases/observation/keep-scopes.ts";
import { knownIssuers } from "#lib/usecases/people/known-issuers.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { worker } from "./actor.ts";
import { applyRole } from "./apply-role.ts";
import { watchDatabase } from "./database-watch.ts";
import { evidenceLoops } from "./evidence-loop.ts";
import { createLog } from "./log.ts";
import { logLoops } from "./log-loops.ts";
import type { Loop } from "./loop.ts";
import { notifyRole } from "./notify-role.ts";
import { observeRole } from "./observe-role.ts";
import { openSigner } from "./signer.ts";

/** How long the step in hand may take when this process is asked to stop. */
const PATIENCE_MS = 28_000;

/** The worker process: observe, apply and notify, together or apart (WORKER_ROLES). It listens on nothing. */
runProgram(async () => {
  const stops: (() => Promise<void> | void)[] = [];
  exitWithParent(async () => {
    for (const stop of stops) await stop();
  }, PATIENCE_MS);
  const environment = readEnvironment("worker", process.env);
  const log = createLog(environment.LOG_LEVEL);
  const db = openDatabase(environment.WORKER_DATABASE_URL, {
    applicationName: "sallyport worker",
    connections: 16,
  });
  if (environment.SALLYPORT_AWS === "real") {
    const issuers = await knownIssuers(db);
    const refusal = refuseDemoPeopleWithRealAws("real", issuers, environment.SANDBOX_ISSUER);
    if (refusal !== undefined) throw new StartupRefusal(refusal);
  }
  const queue = createJobQueue(db);
  const roles = new Set(environment.WORKER_ROLES);
  const loops: Loop[] = [];
  const handlers: JobHandlers[] = [];
  let beginStopping = (): void => undefined;

  if (roles.has("observe") || roles.has("apply")) {
    const accounts = openAccounts(environment, {
      requestDeadlineMs: environment.APPLY_REQUEST_SECONDS * 1_000,
      budget: (place, first) => sharedBudget(db, place, first),
    });
    const parts = { environment, db, queue, accounts, log };
    if (roles.has("observe")) {
      await keepConfiguredScopes(db, accounts);
      const { observe, loops: observing } = observeRole(parts);
      handlers.push({ observeScope: ({ scopeId, requestedBy }) => observe(scopeId, requestedBy) });
      loops.push(...observing());
    }
    if (roles.has("apply")) {
      const database = watchDatabase(parts);
      // Before anything is changed, it is known whether the database is the one it was.
      await database.look();
      const applying = applyRole(parts, database);
      handlers.push({ applyChange: ({ changeId }) => applying.applySoon(changeId) });
      const signer = openSigner(environment);
      loops.push(
        database.loop(),
        ...applying.loops(),
        ...logLoops(parts, signer, database),
        ...evidenceLoops(parts, signer),
      );
      beginStopping = applying.beginStopping;
    }
  }
  if (roles.has("notify")) loops.push(...notifyRole({ db, environment, log }));
  const jobs = await startJobWorker(
    environment.WORKER_DATABASE_URL,
    Object.assign({}, ...handlers),
    (error) => log.error({ err: error }, "queue"),
  );
  stops.push(async () => {
    beginStopping();
    await Promise.all([jobs.stop(), ...loops.map((loop) => loop.stop())]);
    await db.$disconnect();
  });
  announceReady();
  // Kept now, for the next start: who is killed keeps nothing in the end.
  flushCompileCache();
  log.info({ roles: [...roles] }, "ready");
});

async function keepConfiguredScopes(
  db: ReturnType<typeof openDatabase>,
  { configured }: Accounts,
): Promise<void> {
  if (configured === null) return;
  const wanted = configured.flatMap(({ name, regions, access }) =>
    regions.map((region) => ({ accountId: access.accountId, accountName: name, region })),
  );
  await keepScopes(db, worker, wanted);
}
