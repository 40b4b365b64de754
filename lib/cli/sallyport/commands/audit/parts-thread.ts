/** Parts of an export, read by several threads at once: this file is what such a thread runs, too. */
import { closeSync, openSync, readSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type ByteRange, readExportPart } from "./export-part.ts";
import type { PlacedPart } from "./join-parts.ts";

export interface PartsTask {
  readonly file: string;
  readonly ranges: readonly ByteRange[];
  /** A single number that the threads share: the first of the ranges that nobody has taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

export const partsTask = (file: string, ranges: readonly ByteRange[]): PartsTask => ({
  file,
  ranges,
  taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
});

/** What such a thread is told, and no other is. */
interface Told {
  readonly sallyportExport: PartsTask;
}

const isTold = (data: unknown): data is Told =>
  typeof data === "object" && data !== null && "sallyportExport" in data;

/** Enough for the beginning of a line. */
const BEGINNING_BYTES = 64;
const BEGINNING = /^\{"index":(\d{1,15}),/;

/** The place that the first entry says it has; null where the first line is none of an export in its usual form. */
function placeAt(file: string, from: number): number | null {
  const bytes = Buffer.alloc(BEGINNING_BYTES);
  const open = openSync(file, "r");
  try {
    const text = bytes.toString("latin1", 0, readSync(open, bytes, 0, BEGINNING_BYTES, from));
    const place = BEGINNING.exec(text)?.[1];
    return place === undefined ? null : Number(place);
  } finally {
    closeSync(open);
  }
}

/** Null where it cannot be read like this. */
function readPart(file: string, range: ByteRange): PlacedPart | null {
  try {
    const first = placeAt(file, range.from);
    return first === null ? null : { ...readExportPart(file, range, first, null), range, first };
  } catch {
    // Whoever reads all of it says what is wrong, and in which line.
    return null;
  }
}

/**
 * Those parts that no other thread has taken before, one after the other. Null where one cannot be read like this; no
 * thread then begins another.
 */
export function readParts({ file, ranges, taken }: PartsTask): readonly PlacedPart[] | null {
  const parts: PlacedPart[] = [];
  for (;;) {
    const range = ranges[Atomics.add(taken, 0, 1)];
    if (range === undefined) return parts;
    const part = readPart(file, range);
    if (part === null) {
      Atomics.store(taken, 0, ranges.length);
      return null;
    }
    parts.push(part);
  }
}

/** The hashes are handed over, not copied, and without the room that was kept for more. */
function answer(parts: readonly PlacedPart[] | null): void {
  const slim = parts?.map((part) => ({
    ...part,
    leaves: { ...part.leaves, hashes: part.leaves.hashes.slice() },
  }));
  parentPort?.postMessage(slim ?? null, slim?.map(({ leaves }) => leaves.hashes.buffer) ?? []);
}

/** The same, while this thread does something else. A thread that cannot be had has read nothing that can be used. */
export function readPartsInThread(task: PartsTask): Promise<readonly PlacedPart[] | null> {
  return new Promise<readonly PlacedPart[] | null>((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), {
      workerData: { sallyportExport: task } satisfies Told,
      execArgv: [],
    });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => resolve(null));
  }).catch(() => null);
}

if (!isMainThread && isTold(workerData)) answer(readParts(workerData.sallyportExport));
