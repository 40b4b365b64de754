/**
 * The spool on this machine's own disk: one file a process, each line on the disk for sure before the call that it
 * announces. Files that were read in are kept, under another name.
 */
import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { printSpoolLine, SPOOL_ROOT, type SpoolEvent } from "#lib/formats/spool/spool-line.ts";

export interface StoredSpool {
  readonly name: string;
  readonly text: string;
  /** No process writes to it any more, as far as can be told. */
  readonly isAtRest: boolean;
}

export interface SpoolFolder {
  /** Throws when the line is not surely kept: then nothing may be done. */
  append(event: SpoolEvent): void;
  /** Files that were not read in yet; none where there is no folder. */
  waiting(): readonly StoredSpool[];
  /** Puts a file away, if it still is what was read. */
  putAway(file: StoredSpool, as: "read-in" | "broken"): void;
}

/** Another process may be about to write its outcome for as long. */
const AT_REST_MS = 10 * 60_000;

const onDisk = (file: string, flags: string, write: (descriptor: number) => void): void => {
  const descriptor = openSync(file, flags, 0o600);
  try {
    write(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** `folder` is made when the first line is written. */
export function spoolFolder(folder: string): SpoolFolder {
  const own = `${randomUUID()}.jsonl`;
  let previous = SPOOL_ROOT;
  return {
    append(event) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const line = printSpoolLine(event, previous);
      onDisk(path.join(folder, own), "a", (descriptor) => {
        const bytes = Buffer.from(`${line}\n`, "utf8");
        if (writeSync(descriptor, bytes) !== bytes.length)
          throw new Error("The spool took a part of a line.");
      });
      onDisk(folder, "r", () => undefined);
      previous = createHash("sha256").update(line, "utf8").digest("hex");
    },
    waiting() {
      const names = namesIn(folder).filter((name) => name.endsWith(".jsonl"));
      return names.map((name) => {
        const file = path.join(folder, name);
        const isAtRest = name === own || Date.now() - statSync(file).mtimeMs > AT_REST_MS;
        return { name, text: readFileSync(file, "utf8"), isAtRest };
      });
    },
    putAway({ name, text }, as) {
      const file = path.join(folder, name);
      if (readFileSync(file, "utf8") !== text) return;
      renameSync(file, `${file}.${Date.now()}.${as}`);
    },
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
