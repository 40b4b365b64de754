/** An export of the log from a file. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import { type ExportPart, NoEntry, readExportPart } from "./export-part.ts";
import { joinParts } from "./join-parts.ts";
import { partsTask, readParts, readPartsInThread } from "./parts-thread.ts";
import { splitFile } from "./split-file.ts";

/** Below this a thread more takes longer to begin than it saves. */
const THREAD_BYTES = 64 * 1024 * 1024;
/** Small enough that no thread has much to do when the others have nothing left. */
const PART_BYTES = 4 * 1024 * 1024;

/** How many threads read a file beside the one that asks, and how many bytes they take at a time. */
export interface Sharing {
  readonly others: number;
  readonly partBytes: number;
}

function problemOf(file: string, error: unknown): InputProblem {
  if (error instanceof NoEntry) {
    const reason = "This is no entry of the log as Sallyport exports it (JSON Lines).";
    return { file, place: `line ${error.line}`, reason };
  }
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return { file, place: null, reason: missing ? "There is no such file." : "It could not be read." };
}

/** In the order of the file. `wanted`: the place of the entry whose bytes are wanted. */
export function readExport(file: string, wanted: number | null = null): Result<ExportPart, InputProblem> {
  try {
    return succeed(readExportPart(file, { from: 0, to: Number.POSITIVE_INFINITY }, 0, wanted));
  } catch (error) {
    return fail(problemOf(file, error));
  }
}

/** Of a file that is not there, or cannot be asked, nothing: reading it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

const sharingFor = (size: number): Sharing => ({
  others: Math.min(availableParallelism() - 1, Math.floor(size / THREAD_BYTES)),
  partBytes: PART_BYTES,
});

/**
 * The same, of a large file by several threads, this one among them: each takes a part when it is done with the one before
 * it. Where the parts do not fit together, or one cannot be read, all is read again from its beginning, which tells where.
 */
export async function readLargeExport(
  file: string,
  sharingOf: (size: number) => Sharing = sharingFor,
): Promise<Result<ExportPart, InputProblem>> {
  const size = sizeOf(file);
  const { others, partBytes } = sharingOf(size);
  if (size === 0 || others < 1) return readExport(file);
  const task = partsTask(file, splitFile(file, size, Math.ceil(size / partBytes)));
  const theirs = Array.from({ length: others }, () => readPartsInThread(task));
  const read = [readParts(task), ...(await Promise.all(theirs))].filter((parts) => parts !== null);
  const whole = read.length > others ? joinParts(read.flat()) : null;
  return whole === null ? readExport(file) : succeed(whole);
}
