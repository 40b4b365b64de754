import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { addedToNotes, notesIn } from "#lib/formats/log/checkpoint-file.ts";
import type { CheckpointPlace } from "./checkpoint-place.ts";

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/** A file that is only ever added to, and is on the disk before anybody is told so. */
export const filePlace = (file: string): CheckpointPlace => ({
  name: file,
  newest: () => notesIn(contentOf(file)).at(-1) ?? null,
  keep: async (note) => {
    mkdirSync(path.dirname(file), { recursive: true });
    const descriptor = openSync(file, "a", 0o644);
    try {
      writeSync(descriptor, addedToNotes(contentOf(file), note));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
});
