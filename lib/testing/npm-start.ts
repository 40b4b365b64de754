import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { poll } from "#lib/adapters/system/poll.ts";
import { findProcess } from "#lib/adapters/system/process-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a finished `npm start` left behind. */
export interface Ending {
  readonly code: number | null;
  readonly stderr: string;
}

/** A real `npm start` (without npm itself) on a data folder, for tests that stop and kill its processes. */
export class NpmStart {
  readonly ended: Promise<Ending>;
  readonly pid: number;
  readonly #dataFolder: string;
  readonly #url: string;
  #stdout = "";

  constructor(dataFolder: string, port: number, environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ["scripts/run.mjs", "start"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "production",
        PORT: String(port),
        SALLYPORT_DATA: dataFolder,
        ...environment,
      },
    });
    this.pid = child.pid ?? 0;
    this.#dataFolder = dataFolder;
    this.#url = `http://127.0.0.1:${port}/sign-in`;
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      this.#stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    this.ended = new Promise((resolve) => child.once("close", (code) => resolve({ code, stderr })));
  }

  /** Resolves when all is ready and the web answers; throws with what was said when the start ends first. */
  async serving(timeoutMs: number): Promise<void> {
    let ending: Ending | undefined;
    void this.ended.then((found) => {
      ending = found;
    });
    await poll("the web to answer", timeoutMs, async () => {
      if (ending) throw new Error(`npm start ended: ${ending.stderr}`);
      return this.#stdout.includes("Sallyport is at") && this.answers();
    });
  }

  async answers(): Promise<boolean> {
    try {
      return (await fetch(this.#url)).status === 200;
    } catch {
      return false;
    }
  }

  /** Numbers of all processes of this start, by name: the supervisor and its children. */
  processes(): ReadonlyMap<string, number> {
    const { supervisor, children } = JSON.parse(
      readFileSync(path.join(this.#dataFolder, "supervisor.json"), "utf8"),
    );
    return new Map([supervisor, ...children].map(({ name, pid }) => [name, pid]));
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }
}

/** Waits until none of these processes is left. */
export function allGone(pids: Iterable<number>, timeoutMs: number): Promise<boolean> {
  const left = [...pids];
  return poll("all processes to end", timeoutMs, () => left.every((pid) => findProcess(pid) === undefined));
}
