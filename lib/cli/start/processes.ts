import path from "node:path";
import type { Environment } from "#lib/adapters/system/environment.ts";
import type { KeptSecrets } from "#lib/adapters/system/kept-secrets.ts";
import { environmentFor } from "#lib/adapters/system/process-environment.ts";
import {
  type SupervisedProcess,
  type SupervisionEvents,
  superviseProcess,
} from "#lib/adapters/system/supervised-process.ts";
import type { OpenDatabase } from "./database.ts";

/** What every process of one start shares. */
export interface Surroundings {
  readonly root: string;
  readonly dataFolder: string;
  readonly environment: Environment<"start">;
  readonly events: SupervisionEvents;
}

/** What the sandbox told when it was ready: its addresses by name. */
export type SandboxDetails = Readonly<Record<string, string>>;

/** Starts the sandbox; it needs no database, so both may start at once. */
export async function startSandbox(given: Surroundings): Promise<SupervisedProcess> {
  return startOne(given, "sandbox", commonVariables(given));
}

/** Starts worker and web and waits until both are ready. */
export async function startProcesses(
  given: Surroundings,
  secrets: KeptSecrets,
  database: OpenDatabase,
  sandbox: SandboxDetails | undefined,
): Promise<readonly SupervisedProcess[]> {
  const common = { ...commonVariables(given), ...sandboxVariables(given.environment, sandbox) };
  const starting = await Promise.allSettled([
    startOne(given, "worker", { ...common, WORKER_DATABASE_URL: database.workerUrl }),
    startOne(given, "web", {
      ...common,
      NEXTAUTH_SECRET: given.environment.NEXTAUTH_SECRET ?? secrets.session,
      WEB_DATABASE_URL: database.webUrl,
    }),
  ]);
  return allOrNone(starting);
}

/** All that started, or, when one did not, its reason after the others have been stopped. */
export async function allOrNone<Part extends { stop(patienceMs: number): Promise<void> }>(
  outcomes: readonly PromiseSettledResult<Part>[],
): Promise<readonly Part[]> {
  const started = outcomes.filter((outcome) => outcome.status === "fulfilled").map(({ value }) => value);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed === undefined) return started;
  await Promise.all(started.map((part) => part.stop(1_000)));
  throw failed.reason;
}

export const publicUrlOf = (environment: Environment<"start">): string =>
  environment.SALLYPORT_URL ?? `http://localhost:${environment.PORT}`;

const commonVariables = ({ environment, dataFolder }: Surroundings) => ({
  SALLYPORT_URL: publicUrlOf(environment),
  SALLYPORT_DATA: dataFolder,
  PORT: String(environment.PORT),
});

/** What the sandbox offers, under the names that a real provider, mail server and endpoint go by; those given win. */
function sandboxVariables(
  environment: Environment<"start">,
  details: SandboxDetails | undefined,
): Record<string, string> {
  if (details === undefined) return {};
  const provider: [string, string | undefined][] = [
    ["OIDC_ISSUER", details.issuer],
    ["OIDC_CLIENT_ID", details.clientId],
    ["OIDC_CLIENT_SECRET", details.clientSecret],
  ];
  const pairs: [string, string | undefined][] = [
    ...(environment.OIDC_ISSUER === undefined ? provider : []),
    ...(environment.SMTP_URL === undefined
      ? [["SMTP_URL", details.smtp] satisfies [string, string | undefined]]
      : []),
    ["SANDBOX_ISSUER", details.issuer],
    ["SANDBOX_EC2_URL", details.ec2],
    ["SANDBOX_MAILBOX_URL", details.mailbox],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const mainPrograms = {
  sandbox: "lib/sandbox/main.ts",
  worker: "lib/worker/main.ts",
  web: "lib/server/main.ts",
} as const;

function startOne(
  { root, dataFolder, events }: Surroundings,
  name: keyof typeof mainPrograms,
  derived: Record<string, string>,
): Promise<SupervisedProcess> {
  const plan = {
    name,
    file: path.join(root, mainPrograms[name]),
    environment: environmentFor(name, process.env, derived),
    workingDirectory: root,
    logFile: path.join(dataFolder, "logs", `${name}.log`),
    readyWithinMs: 60_000,
  };
  return superviseProcess(plan, events);
}
