/** The files of a pack from where they are: a zip, a folder, or named one by one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { PackFiles } from "#lib/formats/evidence/pack-files.ts";
import type { InputProblem } from "../../input/input-problem.ts";

interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Far above any pack: a zip that unpacks to more was not made by Sallyport. */
const MOST_BYTES = 512 * 1024 * 1024;
const ENDINGS = [".json", ".pdf", ".note"] as const;

const isOfPack = (name: string): boolean => ENDINGS.some((ending) => name.endsWith(ending));

function unzipped(file: string, bytes: Uint8Array): Result<readonly NamedFile[], InputProblem> {
  let left = MOST_BYTES;
  const seen = new Set<string>();
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (!isOfPack(name)) return false;
        // Programs differ in which of two they show, and so would what was verified and what is read.
        if (seen.has(name)) throw new RangeError(`It holds ${name} more than once.`);
        seen.add(name);
        // What is only stored is as large as it stands there, whatever it says of itself.
        left -= Math.max(size, originalSize);
        if (left < 0) throw new RangeError("It would unpack to more than a pack can hold.");
        return true;
      },
    });
    return succeed(Object.entries(files).map(([name, content]) => ({ name, bytes: content })));
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : "It is no zip that can be read.";
    return fail({ file, place: null, reason });
  }
}

function filesAt(file: string): Result<readonly NamedFile[], InputProblem> {
  try {
    if (statSync(file).isDirectory()) {
      const names = readdirSync(file).filter(isOfPack).sort();
      return succeed(names.map((name) => ({ name, bytes: readFileSync(path.join(file, name)) })));
    }
    const bytes = readFileSync(file);
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unzipped(file, bytes);
    return isOfPack(file)
      ? succeed([{ name: path.basename(file), bytes }])
      : fail({ file, place: null, reason: "It is neither a pack (.zip) nor a file of one." });
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const reason = missing ? "There is no such file or directory." : "It could not be read.";
    return fail({ file, place: null, reason });
  }
}

/** At most one file of each kind. */
export function readPack(files: readonly string[]): Result<PackFiles, readonly InputProblem[]> {
  const found: NamedFile[] = [];
  for (const file of files) {
    const read = filesAt(file);
    if (!read.ok) return fail([read.problem]);
    found.push(...read.value);
  }
  const only = (ending: string): Uint8Array | null | "several" => {
    const [first, ...more] = found.filter(({ name }) => name.endsWith(ending));
    return more.length > 0 ? "several" : (first?.bytes ?? null);
  };
  const [json, pdf, note] = [only(".json"), only(".pdf"), only(".note")];
  const named = files.join(" ");
  if (json === "several" || pdf === "several" || note === "several") {
    return fail([{ file: named, place: null, reason: "It holds the files of more than one pack." }]);
  }
  if (json === null && pdf === null) {
    return fail([{ file: named, place: null, reason: "There is no evidence in it: no .json and no .pdf." }]);
  }
  return succeed({ json, pdf, note: note === null ? null : Buffer.from(note).toString("utf8") });
}
