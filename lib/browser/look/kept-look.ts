/**
 * A look as one file to keep: a zip of the answers it was read from, byte for byte, beside a note of when that was.
 * Whoever drops it again gets the same look.
 */
import { strToU8, Zip, ZipDeflate } from "fflate";
import { eachPiece } from "./each-piece.ts";
import { isJsonName, isZip } from "./file-names.ts";
import type { GivenFile } from "./given-file.ts";
import { zipEntries } from "./unzip.ts";

export const KEPT_NOTE = "sallyport-look.json";

const FORMAT = "sallyport-look/1";
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

const printNote = (takenAt: string): string => `${JSON.stringify({ format: FORMAT, takenAt }, null, 2)}\n`;

/** When a kept look was taken (ISO 8601 UTC), as its note says; null where that says nothing of the kind. */
export const readNote = (text: string): string | null => {
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note !== "object" || note === null || !("format" in note) || !("takenAt" in note)) return null;
    const { format, takenAt } = note;
    if (format !== FORMAT || typeof takenAt !== "string" || !MOMENT.test(takenAt)) return null;
    return Number.isNaN(Date.parse(takenAt)) ? null : takenAt;
  } catch {
    return null;
  }
};

/** Within the zip, whatever a foreign name says; and called .json, as whatever is read from a zip is. */
const entryName = (name: string): string => {
  const inside = name
    .split(/[/\\]/)
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
  return isJsonName(inside) ? inside : `${inside}.json`;
};

/** Takes an answer's bytes, piece by piece. */
type Sink = { readonly push: (bytes: Uint8Array, isLast?: boolean) => void };

async function putUnpacked(given: GivenFile, wanted: (entry: string) => Sink | null): Promise<void> {
  const entries = zipEntries(new Uint8Array(await given.content.arrayBuffer()));
  if (!entries.ok) throw new Error(entries.problem);
  for (const { name, unpack } of entries.value) {
    const sink = wanted(name);
    if (sink === null) continue;
    const bytes = unpack();
    if (!bytes.ok) throw new Error(bytes.problem);
    sink.push(bytes.value, true);
  }
}

/**
 * `used`: the names of the files that were answers; nothing else is kept. Throws where a file cannot be read any more.
 */
export async function keptLook(
  files: readonly GivenFile[],
  used: ReadonlySet<string>,
  takenAt: string,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    parts.push(new Uint8Array(bytes));
  });
  const put = (name: string): Sink => {
    const entry = new ZipDeflate(name);
    zip.add(entry);
    return entry;
  };
  put(KEPT_NOTE).push(strToU8(printNote(takenAt)), true);
  for (const given of files) {
    if (isZip(given.name)) {
      // Alone it needs no folder of its own: kept again and again it stays the same.
      const folder = files.length === 1 ? "" : `${given.name}/`;
      await putUnpacked(given, (name) =>
        used.has(`${given.name}/${name}`) ? put(entryName(`${folder}${name}`)) : null,
      );
    } else if (used.has(given.name)) {
      const entry = put(entryName(given.name));
      await eachPiece(given.content, (bytes) => entry.push(bytes));
      entry.push(new Uint8Array(), true);
    }
  }
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}
