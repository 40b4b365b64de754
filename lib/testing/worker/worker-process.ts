import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { isReadyMessage } from "#lib/adapters/system/child-process-protocol.ts";
import type { Organisation } from "../organisation.ts";

const main = path.resolve(import.meta.dirname, "..", "..", "worker", "main.ts");

/** A real worker process on a bench's database and sandbox. */
export interface WorkerProcess {
  readonly pid: number;
  /** Resolves when it has ended: with the signal or the exit code. */
  readonly ended: Promise<string | number | null>;
  kill(signal: NodeJS.Signals): void;
  readonly log: () => string;
}

/** Where it works: a database, and an EC2. */
interface Place {
  readonly org: Pick<Organisation, "database">;
  readonly sandbox: { readonly url: string };
}

const dataFolderOf = (bench: Place): string =>
  path.join(tmpdir(), `sallyport-worker-${new URL(bench.org.database.workerUrl).pathname.slice(1)}`);

/** Starts one and waits until it is ready. `over` are further variables of its environment. */
export async function startWorker(
  bench: Place,
  over: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const child = fork(main, [], {
    // As it is started for real: without what vitest gives to Node.
    execArgv: [],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      // As under npm: compiled modules are kept between starts.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      WORKER_DATABASE_URL: bench.org.database.workerUrl,
      SANDBOX_EC2_URL: bench.sandbox.url,
      // What it remembers of its database outside of it is of that one alone.
      SALLYPORT_DATA: dataFolderOf(bench),
      WORKER_ROLES: "apply",
      APPLY_PAUSE_SECONDS: "0.1",
      APPLY_READ_BACK_SECONDS: "1.5",
      APPLY_REQUEST_SECONDS: "1",
      APPLY_LEASE_SECONDS: "3",
      APPLY_REQUEST_LIFE_SECONDS: "3",
      LOG_LEVEL: "info",
      ...over,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => signal ?? code);
  await ready(child, () => text);
  const { pid } = child;
  if (pid === undefined) throw new Error("The worker has no process number.");
  return { pid, ended, kill: (signal) => void child.kill(signal), log: () => text };
}

function ready(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`The worker ended before it was ready: ${log()}`)));
    child.on("message", (message) => {
      if (!isReadyMessage(message)) return;
      resolve();
    });
  });
}
