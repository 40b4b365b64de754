import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { poll } from "./poll.ts";
import { findProcess } from "./process-table.ts";

/** What PostgreSQL says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

const fileIn = (dataDirectory: string): string => path.join(dataDirectory, "postmaster.pid");

/** The postmaster that `dataDirectory` names, running or not; undefined without the file. */
export function readPostmaster(dataDirectory: string): Postmaster | undefined {
  try {
    const lines = readFileSync(fileIn(dataDirectory), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether PostgreSQL would take this number for a running process: one that has ended counts until it is reaped. */
function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Clears what an earlier run left on `dataDirectory`: stops a postmaster of ours that still runs. When the
 * recorded number is still taken after that, by some other program or by a zombie that nobody has reaped,
 * PostgreSQL would refuse to start; it takes its own parent's number for stale, so that number is written
 * instead. The file stays, because its shared memory key is how PostgreSQL finds backends that outlived their
 * postmaster.
 */
export async function clearLeftoverPostmaster(dataDirectory: string): Promise<void> {
  const leftover = readPostmaster(dataDirectory);
  if (leftover === undefined) return;
  if (findProcess(leftover.pid)?.command.includes(dataDirectory)) await stopPostmaster(leftover.pid, 20_000);
  if (readPostmaster(dataDirectory)?.pid !== leftover.pid || !isNumberTaken(leftover.pid)) return;
  const [, ...rest] = readFileSync(fileIn(dataDirectory), "utf8").split("\n");
  writeFileSync(fileIn(dataDirectory), [process.pid, ...rest].join("\n"));
}

/** A fast shutdown (clients are disconnected, a checkpoint is written), ruder when it takes over `patienceMs`. */
export async function stopPostmaster(pid: number, patienceMs: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (findProcess(pid) === undefined) return;
    process.kill(pid, signal);
    try {
      await poll(`PostgreSQL (process ${pid}) to stop`, patienceMs, () => findProcess(pid) === undefined);
      return;
    } catch {
      // Still there: the next signal is less polite.
    }
  }
}
