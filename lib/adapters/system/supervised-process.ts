import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { isReadyMessage, type ReadyMessage } from "./child-process-protocol.ts";
import { refusedExitCode } from "./run-program.ts";
import { StartupRefusal } from "./startup-refusal.ts";

/** A process of ours to be kept running. */
export interface ProcessPlan {
  readonly name: string;
  /** Its main program, an absolute path to a TypeScript file. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment: Record<string, string>;
  readonly workingDirectory: string;
  readonly logFile: string;
  /** Longest it may take to get ready. */
  readonly readyWithinMs: number;
}

export interface SupervisedProcess {
  readonly name: string;
  readonly ready: ReadyMessage;
  /** Asks it to end and resolves when it has; kills it after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

export interface SupervisionEvents {
  /** Called with each new process number. */
  started(name: string, pid: number): void;
  /** It ended without being asked and will be started again after `delayMs`. */
  crashed(name: string, how: string, delayMs: number): void;
  /** It refused to start, which trying again does not change. */
  gaveUp(name: string, sentence: string): void;
}

const shortestDelayMs = 250;
const longestDelayMs = 30_000;
/** After running this long a crash counts as the first again. */
const soundAfterMs = 60_000;

/** Starts the process, waits until it is ready, and from then on restarts it whenever it ends. */
export async function superviseProcess(
  plan: ProcessPlan,
  events: SupervisionEvents,
): Promise<SupervisedProcess> {
  let child = launch(plan);
  let stopping = false;
  let delayMs = shortestDelayMs;
  let restart: NodeJS.Timeout | undefined;

  const watch = (): void => {
    const startedAt = Date.now();
    child.once("exit", (code, signal) => {
      if (stopping) return;
      if (code === refusedExitCode) {
        events.gaveUp(plan.name, lastLine(plan.logFile));
        return;
      }
      if (Date.now() - startedAt > soundAfterMs) delayMs = shortestDelayMs;
      events.crashed(plan.name, signal ?? `exit code ${code}`, delayMs);
      restart = setTimeout(() => {
        child = launch(plan);
        if (child.pid !== undefined) events.started(plan.name, child.pid);
        watch();
      }, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    });
  };

  if (child.pid !== undefined) events.started(plan.name, child.pid);
  const ready = await waitUntilReady(child, plan);
  watch();
  return {
    name: plan.name,
    ready,
    async stop(patienceMs) {
      stopping = true;
      clearTimeout(restart);
      await end(child, patienceMs);
    },
  };
}

function launch(plan: ProcessPlan): ChildProcess {
  const log = openLog(plan.logFile);
  const child = fork(plan.file, [...(plan.args ?? [])], {
    cwd: plan.workingDirectory,
    env: { ...plan.environment, NODE_ENV: "production" },
    execArgv: [],
    stdio: ["ignore", log, log, "ipc"],
    // A process group of its own: Ctrl-C in the terminal must reach the supervisor alone, which keeps the order.
    detached: true,
  });
  closeSync(log);
  return child;
}

function waitUntilReady(child: ChildProcess, plan: ProcessPlan): Promise<ReadyMessage> {
  return new Promise((resolve, reject) => {
    const fail = (how: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(
        new StartupRefusal(
          `The ${plan.name} did not start (${how}): ${lastLine(plan.logFile)} More in ${plan.logFile}.`,
        ),
      );
    };
    const timer = setTimeout(
      () => fail(`not ready after ${plan.readyWithinMs / 1000} s`),
      plan.readyWithinMs,
    );
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => fail(signal ?? `exit code ${code}`));
    child.on("message", (message) => {
      if (!isReadyMessage(message)) return;
      clearTimeout(timer);
      child.removeAllListeners("exit");
      resolve(message);
    });
  });
}

function end(child: ChildProcess, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      resolve();
      return;
    }
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

const largestLog = 10_000_000;

/** Straight into a file: a pipe through us would break when we are lost. The last full one is kept beside it. */
function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/** What a process said in the end: of a stack trace, the line that names the error. */
function lastLine(file: string): string {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const last = lines.at(-1) ?? "";
  if (!/^(Node\.js v| {4}at |\})/.test(last)) return last;
  return lines.findLast((line) => /^\S*Error\b/.test(line)) ?? last;
}
