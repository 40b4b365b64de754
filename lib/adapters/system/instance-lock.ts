import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readKept, writeKept } from "./kept-file.ts";
import { poll } from "./poll.ts";
import { findProcess } from "./process-table.ts";
import { StartupRefusal } from "./startup-refusal.ts";

const identity = z.object({ name: z.string(), pid: z.number().int().positive(), started: z.string() });
const schema = z.object({ supervisor: identity, children: z.array(identity) });
type Identity = z.output<typeof identity>;

/** Says that one `npm start` owns a data folder, and which processes are its. */
export interface InstanceLock {
  /** Records a child, so that the next start can wait for it should we be lost. */
  record(name: string, pid: number): void;
  release(): void;
}

/**
 * Takes the lock on `dataFolder`. Refuses while its holder lives; a number alone proves nothing, so a process
 * counts as the same only with the same start. Children that outlived a lost holder are waited for, then killed.
 */
export async function lockInstance(dataFolder: string): Promise<InstanceLock> {
  const file = path.join(dataFolder, "supervisor.json");
  const mine = { supervisor: identify("supervisor", process.pid), children: [] as Identity[] };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link is made only when nothing has the name, and shows the whole content at once.
        linkSync(draft, file);
        break;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        await clearStale(file);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    record(name, pid) {
      mine.children = [...mine.children.filter((child) => child.name !== name), identify(name, pid)];
      writeKept(file, mine);
    },
    release: () => rmSync(file, { force: true }),
  };
}

async function clearStale(file: string): Promise<void> {
  const kept = readKept(file, schema);
  if (kept !== undefined) {
    if (isAlive(kept.supervisor)) {
      throw new StartupRefusal(
        `Another npm start (process ${kept.supervisor.pid}) is running on the data folder ${path.dirname(file)}: stop it, or set SALLYPORT_DATA to another folder.`,
      );
    }
    await Promise.all(kept.children.map(waitForEnd));
  }
  removeUnlessAlive(file);
}

/** Two starts may find the same stale lock: the slower must not remove what the faster has put in its place. */
function removeUnlessAlive(file: string): void {
  const captured = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, captured);
  } catch {
    return;
  }
  const content = readKept(captured, schema);
  if (content !== undefined && isAlive(content.supervisor)) linkSync(captured, file);
  rmSync(captured);
}

async function waitForEnd(child: Identity): Promise<void> {
  const gone = (): boolean => !isAlive(child);
  try {
    await poll(`${child.name} (process ${child.pid}) of a lost start to end`, 10_000, gone);
  } catch {
    process.kill(child.pid, "SIGKILL");
    await poll(`${child.name} (process ${child.pid}) to be killed`, 5_000, gone);
  }
}

const identify = (name: string, pid: number): Identity => ({
  name,
  pid,
  started: findProcess(pid)?.started ?? "",
});

const isAlive = ({ pid, started }: Identity): boolean => findProcess(pid)?.started === started;
