import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { applyChanges, type Change } from "./change.ts";
import { replaceFile, syncDirectory } from "./durable-file.ts";
import type { CloudState } from "./state.ts";

/**
 * The state on disk: a snapshot, and a journal of the changes since. A call's changes are one line, written and
 * fsynced before the call is answered, so `kill -9` loses nothing that was answered and a torn last line was not.
 * The journal's name carries the snapshot's generation: a crash while compacting leaves one matching pair.
 */
export interface Store {
  readonly current: () => CloudState;
  /** The state as it was then; as far back as this process remembers. */
  readonly stateAt: (time: number) => CloudState;
  readonly commit: (changes: readonly Change[], now: number) => void;
  /** Starts over from another state, forgetting everything. */
  readonly reset: (state: CloudState, now: number) => void;
  readonly close: () => void;
}

const snapshotSchema = z.object({
  format: z.literal(1),
  generation: z.int().nonnegative(),
  // Written by this module alone; the file is the sandbox's own.
  state: z.custom<CloudState>((value) => typeof value === "object" && value !== null),
});

const changesSchema = z.array(z.custom<Change>((value) => typeof value === "object" && value !== null));

const rememberedMilliseconds = 15 * 60 * 1000;

export function openStore(directory: string, initial: () => CloudState, now: number): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const loaded = load(directory);
  let generation = loaded?.generation ?? 0;
  let state = loaded?.state ?? initial();
  let history: { readonly since: number; readonly state: CloudState }[] = [{ since: now, state }];
  let journal = startGeneration(directory, generation + 1, state);
  generation += 1;

  const remember = (next: CloudState, time: number): void => {
    const cut = time - rememberedMilliseconds;
    const firstKept = history.findLastIndex((entry) => entry.since <= cut);
    history = [...history.slice(Math.max(0, firstKept)), { since: time, state: next }];
    state = next;
  };
  return {
    current: () => state,
    stateAt: (time) => (history.findLast((entry) => entry.since <= time) ?? history[0])?.state ?? state,
    commit(changes, time) {
      if (changes.length === 0) return;
      const next = applyChanges(state, changes);
      writeSync(journal, `${JSON.stringify(changes)}\n`);
      fsyncSync(journal);
      remember(next, time);
    },
    reset(next, time) {
      closeSync(journal);
      generation += 1;
      journal = startGeneration(directory, generation, next);
      history = [{ since: time, state: next }];
      state = next;
    },
    close: () => closeSync(journal),
  };
}

const snapshotPath = (directory: string): string => join(directory, "state.json");
const journalPath = (directory: string, generation: number): string =>
  join(directory, `journal-${generation}.jsonl`);

function load(directory: string): { generation: number; state: CloudState } | undefined {
  if (!existsSync(snapshotPath(directory))) return undefined;
  const { generation, state } = snapshotSchema.parse(
    JSON.parse(readFileSync(snapshotPath(directory), "utf8")),
  );
  const path = journalPath(directory, generation);
  if (!existsSync(path)) return { generation, state };
  // What follows the last line feed was never answered.
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  const changes = lines.flatMap((line) => changesSchema.parse(JSON.parse(line)));
  return { generation, state: applyChanges(state, changes) };
}

function startGeneration(directory: string, generation: number, state: CloudState): number {
  const journal = openSync(journalPath(directory, generation), "a", 0o600);
  ftruncateSync(journal);
  syncDirectory(directory);
  replaceFile(snapshotPath(directory), JSON.stringify({ format: 1, generation, state }));
  rmSync(journalPath(directory, generation - 1), { force: true });
  return journal;
}
