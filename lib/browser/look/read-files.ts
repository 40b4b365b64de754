/** What was given as JSON documents: files read piece by piece, zips unpacked, whatever is no answer named. */
import type { Result } from "#lib/core/result.ts";
import type { DescribedFile } from "#lib/formats/ec2/describe/described-file.ts";
import { givenDocument, whyNoJson } from "#lib/formats/ec2/describe/given-instead.ts";
import { jsonDocuments } from "#lib/formats/json/json-documents.ts";
import { chunkDecoder } from "#lib/formats/text/decode-text.ts";
import { eachPiece } from "./each-piece.ts";
import { isJsonName, isZip } from "./file-names.ts";
import type { GivenFile, LookProblem, PassedOver } from "./given-file.ts";
import { KEPT_NOTE, readNote } from "./kept-look.ts";
import { MOST_BYTES, sizeText, TOO_MUCH } from "./limits.ts";
import type { Report } from "./progress.ts";
import { zipEntries } from "./unzip.ts";

export interface ReadFiles {
  readonly documents: readonly DescribedFile[];
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly LookProblem[];
  /** ISO 8601 UTC: when the look was taken that was kept as this file; the earliest of several, null where none was. */
  readonly keptAt: string | null;
}

/** Grows while files are read. */
interface Gathered {
  readonly documents: DescribedFile[];
  readonly passedOver: PassedOver[];
  readonly problems: LookProblem[];
  /** Bytes of JSON that may still come. */
  room: number;
  keptAt: string | null;
}

const REPLACED = "\uFFFD";

const placeOf = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
};

/** `isMeant`: it was given alone, or is called .json; anything else may stand beside answers. */
const takeText = (file: string, text: string, isMeant: boolean, into: Gathered): void => {
  if (!isMeant && text.trim() === "") {
    into.passedOver.push({ file, reason: "It is empty." });
    return;
  }
  const read = jsonDocuments(text);
  if (!read.ok) {
    if (!isMeant) {
      into.passedOver.push({ file, reason: "It is not JSON." });
      return;
    }
    const instead = whyNoJson(text);
    const { at, reason } = read.problem;
    const place = instead !== null || at === null ? null : `line ${at.line}, column ${at.column}`;
    into.problems.push({ file, place, reason: instead ?? reason });
    return;
  }
  const strange = text.indexOf(REPLACED);
  if (strange !== -1)
    into.passedOver.push({
      file,
      reason: `Read, but ${placeOf(text, strange)} is neither UTF-8 nor UTF-16: names there show as ${REPLACED}.`,
    });
  for (const { json } of read.value) {
    const given = givenDocument(json);
    if (given.kind === "answer") into.documents.push({ name: file, json });
    else if (given.kind === "mistaken") into.problems.push({ file, place: null, reason: given.reason });
    else into.passedOver.push({ file, reason: given.reason });
  }
};

interface Meter {
  readonly add: (bytes: number, file: string) => void;
}

/** Bytes read, of all there are; says so a hundred times at most. */
const meter = (total: number, report: Report): Meter => {
  let done = 0;
  let told = 0;
  return {
    add: (bytes, file) => {
      done += bytes;
      if (done < total && done - told < total / 100) return;
      told = done;
      const part = total === 0 ? 1 : Math.min(1, done / total);
      report({ step: "read", part, detail: `${sizeText(done)} of ${sizeText(total)}, ${file}` });
    },
  };
};

/** A command that fails leaves an empty file behind: among others it is named, and what it lacks is unknown. */
const FAILED = "It is empty: its command failed. What it would have told stays unknown.";

const takeEntry = (file: string, bytes: Uint8Array, into: Gathered): void => {
  const decoder = chunkDecoder();
  const text = decoder.next(bytes) + decoder.end();
  if (text.trim() === "") into.passedOver.push({ file, reason: FAILED });
  else takeText(file, text, true, into);
};

function takeNote(file: string, unpacked: Result<Uint8Array, string>, into: Gathered): void {
  const at = unpacked.ok ? readNote(new TextDecoder().decode(unpacked.value)) : null;
  if (at === null) into.passedOver.push({ file, reason: "It does not say when this look was taken." });
  else if (into.keptAt === null || at < into.keptAt) into.keptAt = at;
}

async function takeZip(given: GivenFile, into: Gathered, read: Meter): Promise<void> {
  const zip = new Uint8Array(given.content.size);
  let filled = 0;
  await eachPiece(given.content, (bytes) => {
    zip.set(bytes, filled);
    filled += bytes.length;
    read.add(bytes.length, given.name);
  });
  const entries = zipEntries(zip);
  const wrong = (file: string, reason: string) => into.problems.push({ file, place: null, reason });
  if (!entries.ok) {
    wrong(given.name, entries.problem);
    return;
  }
  for (const { name, bytes, unpack } of entries.value) {
    const file = `${given.name}/${name}`;
    if (name === KEPT_NOTE) {
      takeNote(file, unpack(), into);
      continue;
    }
    if (!isJsonName(name)) {
      const isPacked = /\.(?:zip|gz|tgz|tar)$/i.test(name);
      into.passedOver.push({ file, reason: isPacked ? "Unpack it first." : "It is not called .json." });
      continue;
    }
    into.room -= bytes;
    if (into.room < 0) {
      wrong(file, TOO_MUCH);
      return;
    }
    const unpacked = unpack();
    if (unpacked.ok) takeEntry(file, unpacked.value, into);
    else wrong(file, unpacked.problem);
  }
}

async function takeFile(given: GivenFile, isAlone: boolean, into: Gathered, read: Meter): Promise<void> {
  const { name, content } = given;
  const decoder = chunkDecoder();
  let text = "";
  await eachPiece(content, (bytes) => {
    text += decoder.next(bytes);
    read.add(bytes.length, name);
  });
  text += decoder.end();
  if (!isAlone && isJsonName(name) && text.trim() === "")
    into.passedOver.push({ file: name, reason: FAILED });
  else takeText(name, text, isAlone || isJsonName(name), into);
}

/** Reads each file whole before the next, so that no two texts are held at once. */
export async function readFiles(files: readonly GivenFile[], report: Report): Promise<ReadFiles> {
  const total = files.reduce((sum, { content }) => sum + content.size, 0);
  const texts = files.reduce((sum, given) => sum + (isZip(given.name) ? 0 : given.content.size), 0);
  const into: Gathered = {
    documents: [],
    passedOver: [],
    problems: [],
    room: MOST_BYTES - texts,
    keptAt: null,
  };
  if (total > MOST_BYTES) return { ...into, problems: [{ file: null, place: null, reason: TOO_MUCH }] };
  const read = meter(total, report);
  for (const given of files) {
    if (isZip(given.name)) await takeZip(given, into, read);
    else await takeFile(given, files.length === 1, into, read);
  }
  return into;
}
