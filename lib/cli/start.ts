import path from "node:path";
import {
  refuseAccountsInSandbox,
  refuseDemoIssuerWithRealAws,
  refusePlainHttpWithRealAws,
  refusePublicDemo,
  refuseRealWithoutAccounts,
  refuseRealWithoutIssuer,
} from "#lib/adapters/system/boot-refusals.ts";
import { exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import { loadEnvFile } from "#lib/adapters/system/env-file.ts";
import { type Environment, readEnvironment } from "#lib/adapters/system/environment.ts";
import { isPortFree } from "#lib/adapters/system/free-port.ts";
import { type InstanceLock, lockInstance } from "#lib/adapters/system/instance-lock.ts";
import { type KeptSecrets, keepSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import type { SupervisionEvents } from "#lib/adapters/system/supervised-process.ts";
import { seedDemoModel } from "./seed-demo-model.ts";
import { sayWhatRuns } from "./start/announcement.ts";
import { buildPages } from "./start/build-when-changed.ts";
import { openDatabase } from "./start/database.ts";
import { publicUrlOf, type Surroundings, startProcesses, startSandbox } from "./start/processes.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** How long each process may take to finish what is in hand: web, worker and sandbox together less than 10 s. */
const patienceMs = 2_200;

/** What has been started, last first: stopping goes through it in order, whenever it is asked for. */
const undo: (() => Promise<void> | void)[] = [];

async function stopAll(): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}

function refuseUnsafe(environment: Environment<"start">): void {
  const aws = environment.SALLYPORT_AWS;
  const refusal =
    refuseRealWithoutIssuer(aws, environment.OIDC_ISSUER) ??
    refuseDemoIssuerWithRealAws(aws, environment.OIDC_ISSUER, environment.SANDBOX_ISSUER) ??
    refuseRealWithoutAccounts(aws, environment.SALLYPORT_ACCOUNTS_FILE) ??
    refuseAccountsInSandbox(aws, environment.SALLYPORT_ACCOUNTS_FILE) ??
    refusePlainHttpWithRealAws(aws, environment.SALLYPORT_URL) ??
    refusePublicDemo(aws, environment.BIND_ADDRESS);
  if (refusal !== undefined) throw new StartupRefusal(refusal);
}

function eventsFor(lock: InstanceLock): SupervisionEvents {
  return {
    started: (name, pid) => lock.record(name, pid),
    crashed: (name, how, delayMs) =>
      process.stderr.write(`${name} ended unexpectedly (${how}); starting it again in ${delayMs} ms.\n`),
    gaveUp: (name, sentence) => {
      process.stderr.write(`${name} refuses to go on: ${sentence}\n`);
      void stopAll().finally(() => process.exit(1));
    },
  };
}

async function start(): Promise<void> {
  loadEnvFile(root, "start");
  const environment = readEnvironment("start", process.env);
  refuseUnsafe(environment);
  const dataFolder = prepareDataFolder(environment.SALLYPORT_DATA);
  const lock = await lockInstance(dataFolder);
  undo.push(() => lock.release());
  if (!(await isPortFree(environment.PORT, environment.BIND_ADDRESS))) {
    throw new StartupRefusal(
      `Port ${environment.PORT} is taken by another program: stop it, or set PORT to another.`,
    );
  }
  const stopped = new AbortController();
  undo.push(() => stopped.abort());
  await buildPages(root, stopped.signal);
  const secrets = keepSecrets(dataFolder);
  const surroundings = { root, dataFolder, environment, events: eventsFor(lock) };
  const { database, sandbox } = await startFoundations(surroundings, secrets);
  if (sandbox?.demoModel !== undefined) await seedDemoModel(database.ownerUrl, sandbox.demoModel);
  for (const process of await startProcesses(surroundings, secrets, database, sandbox)) {
    undo.push(() => process.stop(patienceMs));
  }
  sayWhatRuns({ publicUrl: publicUrlOf(environment), sandbox, dataFolder, environment, database });
}

/** Database and sandbox, at once: neither needs the other. The database is stopped last. */
async function startFoundations(surroundings: Surroundings, secrets: KeptSecrets) {
  const { dataFolder, environment, events } = surroundings;
  const [database, sandbox] = await Promise.allSettled([
    openDatabase(root, dataFolder, environment, secrets, events),
    environment.SALLYPORT_AWS === "sandbox" ? startSandbox(surroundings) : undefined,
  ]);
  if (database.status === "fulfilled") undo.push(() => database.value.stop());
  if (sandbox.status === "fulfilled") undo.push(() => sandbox.value?.stop(patienceMs));
  if (database.status === "rejected") throw database.reason;
  if (sandbox.status === "rejected") throw sandbox.reason;
  return { database: database.value, sandbox: sandbox.value && (sandbox.value.ready.details ?? {}) };
}

exitWithParent(stopAll, 9_500);
runProgram(async () => {
  try {
    await start();
  } catch (error) {
    await stopAll();
    throw error;
  }
});
