import path from "node:path";
import { z } from "zod";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import { readKept, writeKept } from "#lib/adapters/system/kept-file.ts";
import {
  type DatabaseDoubt,
  type DatabaseIdentity,
  databaseDoubts,
} from "#lib/core/audit/database-doubts.ts";
import { beginSafeMode } from "#lib/usecases/safe-mode/begin-safe-mode.ts";
import { databaseIdentity } from "#lib/usecases/safe-mode/database-identity.ts";
import { confirmedAt } from "#lib/usecases/safe-mode/read-safe-mode.ts";
import { worker } from "./actor.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

const markSchema = z.object({
  systemIdentifier: z.string(),
  timeline: z.int(),
  logSize: z.int(),
  at: z.iso.datetime(),
});

export interface DatabaseWatch {
  /** Compares the database with what is remembered outside of it, and remembers it anew when nothing is in doubt. */
  look(): Promise<void>;
  /** Looks now, if the database is not what it was at the last look: asked before each call that changes something. */
  lookIfOther(): Promise<void>;
  /** A signed checkpoint, kept outside, contradicts the log. */
  contradicted(sentence: string): void;
  /** All signed checkpoints that are kept outside are the beginning of the log. */
  agreed(): void;
  loop(): Loop;
}

/**
 * Watches whether the database is still the one it was, by a small file in the data folder. Several workers may share
 * that folder.
 */
export function watchDatabase({
  db,
  environment,
  log,
}: Pick<WorkerParts, "db" | "environment" | "log">): DatabaseWatch {
  const folder = prepareDataFolder(environment.SALLYPORT_DATA);
  let contradiction: DatabaseDoubt | null = null;
  let agreedAt: Date | null = null;
  let file: string | null = null;
  let known: DatabaseIdentity | null = null;
  const losesNothing = environment.SALLYPORT_STANDBY === "synchronous";

  const markOf = (name: string): string =>
    path.join(folder, `database-mark-${encodeURIComponent(name)}.json`);

  async function look(): Promise<void> {
    file ??= markOf((await databaseIdentity(db)).name);
    // In this order: what another worker of this folder remembers meanwhile may be more than we were told before.
    const mark = readKept(file, markSchema);
    const now = await databaseIdentity(db);
    const confirmed = await confirmedAt(db, now);
    const markIsSettled = mark !== undefined && confirmed !== null && confirmed.at > new Date(mark.at);
    const doubts = mark === undefined || markIsSettled ? [] : [...databaseDoubts(mark, now, losesNothing)];
    // What was confirmed is what had been contradicted until then: after both agreed again it is another question.
    const wasRead =
      confirmed?.kinds.includes("checkpoint") === true && !(agreedAt !== null && agreedAt > confirmed.at);
    if (contradiction !== null && !wasRead) doubts.push(contradiction);
    if (doubts.length > 0) {
      log.error({ doubts }, "safe mode: nothing is changed until a cloud admin confirms the database");
      await beginSafeMode(db, worker, { ...now, doubts, confirmedAt: confirmed?.at ?? null });
      return;
    }
    writeKept(file, { ...now, name: undefined, at: now.at.toISOString() });
    known = now;
  }

  async function lookIfOther(): Promise<void> {
    const before = known;
    if (before === null || databaseDoubts(before, await databaseIdentity(db), losesNothing).length > 0)
      await look();
  }

  return {
    look,
    lookIfOther,
    contradicted(sentence) {
      contradiction = { kind: "checkpoint", sentence };
    },
    agreed() {
      contradiction = null;
      agreedAt = new Date();
    },
    loop: () => startLoop("database", 5_000, log, look),
  };
}
