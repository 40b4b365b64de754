import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { addedToNotes, notesIn } from "#lib/formats/log/checkpoint-file.ts";
import type { CheckpointPlace } from "./checkpoint-place.ts";

/** Room for some hundred notes. It is looked every few seconds what the newest is, in a file that grows for years. */
const END_BYTES = 64 * 1024;

/** The last `most` bytes, and whether that is the whole file. */
function endOf(descriptor: number, most: number): { readonly text: string; readonly isWhole: boolean } {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.alloc(Math.min(size, most));
  const read = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
  return { text: bytes.toString("utf8", 0, read), isWhole: bytes.length === size };
}

/** The first piece of an end may be a part of a note: the newest one is what follows it, or there is more to read. */
function newestIn(descriptor: number): string | null {
  for (let most = END_BYTES; ; most *= 8) {
    const { text, isWhole } = endOf(descriptor, most);
    const notes = notesIn(text);
    if (isWhole || notes.length > 1) return notes.at(-1) ?? null;
  }
}

function newest(file: string): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return newestIn(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A file that is only ever added to, and is on the disk before anybody is told so. */
export const filePlace = (file: string): CheckpointPlace => ({
  name: file,
  newest: () => newest(file),
  keep: async (note) => {
    mkdirSync(path.dirname(file), { recursive: true });
    const descriptor = openSync(file, "a+", 0o644);
    try {
      writeSync(descriptor, addedToNotes(endOf(descriptor, END_BYTES).text, note));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
});
