/** A small log as Sallyport exports it, and checkpoints of it. */
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { leafHash } from "#lib/core/audit/leaf.ts";
import { treeRoot } from "#lib/core/audit/tree/growing-tree.ts";
import { printCheckpoint } from "#lib/formats/log/checkpoint.ts";
import { addedToNotes } from "#lib/formats/log/checkpoint-file.ts";
import { printExportLine } from "#lib/formats/log/export-line.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";

export const entryText = (number: number): string =>
  canonicalJson({
    action: "stack.saved",
    actor: "worker",
    at: "2026-11-22T20:00:00.000Z",
    details: { note: 'says "hi" \u2028', number },
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  });

/** Of entries in the order of their places. */
export const exportOf = (entries: readonly string[]): string =>
  entries
    .map((text, index) =>
      printExportLine({ index, leafHash: leafHash(utf8(text), sha256), entry: utf8(text), said: [] }),
    )
    .join("");

/** The text of a checkpoint of the first `size` entries. */
export const checkpointText = (origin: string, entries: readonly string[], size: number): string => {
  const leaves = entries.slice(0, size).map((text) => leafHash(utf8(text), sha256));
  return printCheckpoint({ origin, size, root: treeRoot(leaves, sha256) });
};

export const notesFile = (notes: readonly string[]): string =>
  notes.reduce((text, note) => text + addedToNotes(text, note), "");

const ENTRIES = Array.from({ length: 20 }, (_, number) => entryText(number));

/** Twenty entries, of which eight, and then all but two, were signed. */
export const sampleLog = (origin: string, sign: (text: string) => string) => ({
  entries: ENTRIES,
  log: exportOf(ENTRIES),
  before: exportOf(ENTRIES.slice(0, 12)),
  checkpoints: notesFile([8, 18].map((size) => sign(checkpointText(origin, ENTRIES, size)))),
});
