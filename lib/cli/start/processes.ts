import path from "node:path";
import type { Environment } from "#lib/adapters/system/environment.ts";
import type { KeptSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { environmentFor } from "#lib/adapters/system/process-environment.ts";
import {
  type SupervisedProcess,
  type SupervisionEvents,
  superviseProcess,
} from "#lib/adapters/system/supervised-process.ts";
import { seedDemoModel } from "../seed-demo-model.ts";
import type { OpenDatabase } from "./database.ts";

export interface ProcessesToStart {
  readonly root: string;
  readonly dataFolder: string;
  readonly environment: Environment<"start">;
  readonly secrets: KeptSecrets;
  readonly database: OpenDatabase;
  readonly events: SupervisionEvents;
  /** Each process started adds how to stop it. */
  readonly undo: (() => Promise<void> | void)[];
}

export interface RunningProcesses {
  readonly publicUrl: string;
  readonly sandbox: Readonly<Record<string, string>> | undefined;
}

/** How long each may take to finish what is in hand when stopping: together less than 10 s, PostgreSQL included. */
const patienceMs = { web: 2_000, worker: 2_500, sandbox: 1_000 };

/** Starts sandbox (unless real AWS is asked for), worker and web, and waits until all are ready. */
export async function startProcesses(given: ProcessesToStart): Promise<RunningProcesses> {
  const { environment, secrets, database } = given;
  const publicUrl = environment.SALLYPORT_URL ?? `http://localhost:${environment.PORT}`;
  const common = {
    SALLYPORT_URL: publicUrl,
    SALLYPORT_DATA: given.dataFolder,
    PORT: String(environment.PORT),
  };
  let sandbox: Readonly<Record<string, string>> | undefined;
  if (environment.SALLYPORT_AWS === "sandbox") {
    const started = await startOne(given, "sandbox", common);
    sandbox = started.ready.details ?? {};
    if (sandbox.demoModel !== undefined) await seedDemoModel(database.ownerUrl, sandbox.demoModel);
  }
  const world = sandboxVariables(sandbox);
  const worker = startOne(given, "worker", { ...common, ...world, WORKER_DATABASE_URL: database.workerUrl });
  const web = startOne(given, "web", {
    ...common,
    NEXTAUTH_SECRET: environment.NEXTAUTH_SECRET ?? secrets.session,
    ...world,
    WEB_DATABASE_URL: database.webUrl,
  });
  await settleAll([worker, web]);
  return { publicUrl, sandbox };
}

/** What the sandbox offers, under the names that a real provider, mail server and endpoint go by. */
function sandboxVariables(details: Readonly<Record<string, string>> | undefined): Record<string, string> {
  if (details === undefined) return {};
  const pairs: [string, string | undefined][] = [
    ["OIDC_ISSUER", details.issuer],
    ["OIDC_CLIENT_ID", details.clientId],
    ["OIDC_CLIENT_SECRET", details.clientSecret],
    ["SANDBOX_ISSUER", details.issuer],
    ["SANDBOX_EC2_URL", details.ec2],
    ["SANDBOX_MAILBOX_URL", details.mailbox],
    ["SMTP_URL", details.smtp],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const mainPrograms = {
  sandbox: "lib/sandbox/main.ts",
  worker: "lib/worker/main.ts",
  web: "lib/server/main.ts",
} as const;

async function startOne(
  given: ProcessesToStart,
  name: keyof typeof mainPrograms,
  derived: Record<string, string>,
): Promise<SupervisedProcess> {
  const plan = {
    name,
    file: path.join(given.root, mainPrograms[name]),
    environment: environmentFor(name, process.env, derived),
    workingDirectory: given.root,
    logFile: path.join(given.dataFolder, "logs", `${name}.log`),
    readyWithinMs: 60_000,
  };
  const started = await superviseProcess(plan, given.events);
  given.undo.push(() => started.stop(patienceMs[name]));
  return started;
}

/** Waits for all, also when one fails, so that none is left without its undo. */
async function settleAll(starting: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(starting)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}
