/** Whether a pack is what was signed, and which part of it is not: plain answers, without a server or a network. */
import { leafHash } from "#lib/core/audit/leaf.ts";
import type { Checkpoint } from "../log/checkpoint.ts";
import { openSaid } from "../log/said.ts";
import { type EvidencePack, evidencePackSchema } from "./evidence-pack.ts";
import { type PackFiles, packFileNames } from "./pack-files.ts";
import type { PackNote } from "./pack-note.ts";
import { type Hashing, hex, partHashes } from "./pack-parts.ts";
import { unprovenEntries } from "./unproven-entries.ts";

export interface PackFault {
  /** `review-3.json`, `row 4`, `log 812`. */
  readonly part: string;
  readonly sentence: string;
}

const PART_WORDS: Readonly<Record<string, string>> = {
  head: "what it says of itself",
  review: "what it says of the review",
  population: "its population",
  summary: "its summary",
};

const words = (part: string): string => {
  const [kind = "", number = ""] = part.split(" ");
  if (kind === "row") return `row ${number}`;
  if (kind === "change") return `what it says of change ${number}`;
  return kind === "log" ? `the log entry at place ${number}` : (PART_WORDS[part] ?? part);
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function readJson(bytes: Uint8Array, text: (bytes: Uint8Array) => string): EvidencePack | null {
  try {
    const read = evidencePackSchema.safeParse(JSON.parse(text(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Entries whose text has another leaf hash than the one beside it. */
const brokenEntries = ({ log }: EvidencePack, { sha256, utf8 }: Hashing): PackFault[] =>
  log.flatMap(({ place, entry, leafHash: noted, said }) => {
    const part = `log ${place}`;
    if (hex(leafHash(utf8(entry), sha256)) !== noted) {
      return [{ part, sentence: `The log entry at place ${place} does not have the leaf hash beside it.` }];
    }
    if (said === undefined || openSaid(entry, said, sha256).forged.length === 0) return [];
    return [
      { part, sentence: `What the log entry at place ${place} says of people is not what it commits to.` },
    ];
  });

/** What should be among the parts and is not, by what the parts themselves say. */
function incomplete({ rows, population, log, summary }: EvidencePack): PackFault[] {
  const inScope = population.counts.reduce((sum, count) => sum + count.inScope, 0);
  const places = new Set(log.map(({ place }) => place));
  const missing = [...new Set(rows.flatMap((row) => row.log))].filter((place) => !places.has(place));
  return [
    ...(rows.length === inScope && rows.length === summary.rows
      ? []
      : [
          {
            part: "population",
            sentence: `Its population counts ${inScope} in scope, and it has ${rows.length} rows.`,
          },
        ]),
    ...missing.map((place) => ({
      part: `log ${place}`,
      sentence: `The log entry at place ${place}, which a row rests on, is not in it.`,
    })),
  ];
}

function alteredParts(pack: EvidencePack, note: PackNote, hashing: Hashing): PackFault[] {
  const found = partHashes(pack, hashing);
  const altered = [...note.parts].flatMap(([part, hash]): PackFault[] => {
    const now = found.get(part);
    if (now === hash) return [];
    return now === undefined
      ? [{ part, sentence: `${capital(words(part))} was removed.` }]
      : [{ part, sentence: `${capital(words(part))} was altered.` }];
  });
  const added = [...found.keys()]
    .filter((part) => !note.parts.has(part))
    .map((part) => ({ part, sentence: `${capital(words(part))} was added: it was not signed.` }));
  return [...altered, ...added];
}

/** What it is verified with. */
interface Verifying extends Hashing {
  /** UTF-8; throws where the bytes are none. */
  readonly text: (bytes: Uint8Array) => string;
  /** What a note says of the log; null unless it is signed with the key that the pack must be signed with. */
  readonly signedCheckpoint: (note: string) => Checkpoint | null;
}

function jsonFaults(json: Uint8Array, name: string, note: PackNote, hashing: Verifying): PackFault[] {
  const pack = readJson(json, hashing.text);
  if (pack === null)
    return [{ part: name, sentence: `${name} was altered: it is no evidence pack any more.` }];
  const faults = [...alteredParts(pack, note, hashing)];
  if (hex(hashing.sha256(json)) !== note.files.get(name) && faults.length === 0) {
    faults.push({
      part: name,
      sentence: `${name} is not the file that was signed, byte by byte; but every part of it says what was signed.`,
    });
  }
  const head = hashing.signedCheckpoint(pack.checkpoint ?? "");
  const broken = brokenEntries(pack, hashing);
  const isNamed = new Set(broken.map(({ part }) => part));
  const unproven = unprovenEntries(pack, head, hashing).filter(({ part }) => !isNamed.has(part));
  return [...faults, ...broken, ...unproven, ...incomplete(pack)];
}

/** `note` carries a signature that holds. No faults: the pack is what was signed. */
export function verifyEvidence(
  { json, pdf }: PackFiles,
  note: PackNote,
  hashing: Verifying,
): readonly PackFault[] {
  const names = packFileNames(note.review);
  const gone = (name: string): PackFault[] =>
    note.files.has(name) ? [{ part: name, sentence: `${name} is missing.` }] : [];
  const isPdf = pdf !== null && hex(hashing.sha256(pdf)) === note.files.get(names.pdf);
  return [
    ...(json === null ? gone(names.json) : jsonFaults(json, names.json, note, hashing)),
    ...(pdf === null ? gone(names.pdf) : []),
    ...(pdf === null || isPdf
      ? []
      : [{ part: names.pdf, sentence: `${names.pdf} was altered: it is not the one that was signed.` }]),
  ];
}
