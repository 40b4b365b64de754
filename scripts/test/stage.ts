import { spawn } from "node:child_process";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..", "..");

/** What a stage found: each check of a kind counts as one, each test as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Not run, and why: told in the end, never counted as passed. */
  readonly notRun?: string;
  /** The names of what failed, where the stage has names: told in the end, where a long log is read first. */
  readonly failures?: readonly string[];
}

export interface Stage {
  readonly name: string;
  run(): Promise<Tally>;
}

/** Aborted when somebody asks for the end: no further stage begins. */
export const interrupted = new AbortController();

/** Runs one of our tools under this Node. Resolves with its exit code. */
export function runTool(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [path.join(root, "node_modules", program), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  // vitest and Playwright stop what they have started when they are interrupted; so they are, when we are.
  const interrupt = (): void => {
    child.kill("SIGINT");
    interrupted.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interrupt);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupt);
      resolve(code ?? 1);
    });
  });
}

/** A stage that is one check: it passes or it does not. */
export function check(name: string, run: () => Promise<boolean>): Stage {
  return { name, run: async () => ((await run()) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) };
}
