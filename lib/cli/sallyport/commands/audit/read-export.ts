/** An export of the log from a file, a part at a time: of each entry only its hashes are kept. */
import { hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { collectLeaves, type ExportedLeaves } from "#lib/core/audit/verify/exported-leaves.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readExportLine } from "#lib/formats/log/export-line.ts";
import { openLine } from "#lib/formats/log/open-line.ts";
import { sha256 } from "#lib/usecases/audit/leaf-functions.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import { hashedLines } from "./hashed-lines.ts";

const LINE_FEED = 0x0a;
const PART_BYTES = 64 * 1024;

const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/**
 * SHA-256(0x00 || entry), hexadecimal. Where the entry stands in its line is a quote or a colon before it, of which
 * nobody needs to know any more: the prefix takes its place, so that nothing is copied.
 */
function leafHashOf(line: Buffer, entry: Buffer): string {
  const from = entry.byteOffset - line.byteOffset - 1;
  if (entry.buffer !== line.buffer || from < 0) return sha256Hex(Buffer.concat([Buffer.of(0), entry]));
  line[from] = 0;
  return sha256Hex(line.subarray(from, from + 1 + entry.length));
}

/** The file, a part at a time: each is good until the next. */
function* partsOf(file: string): Generator<Buffer> {
  const part = Buffer.alloc(PART_BYTES);
  const open = openSync(file, "r");
  try {
    for (let read = readSync(open, part); read > 0; read = readSync(open, part)) yield part.subarray(0, read);
  } finally {
    closeSync(open);
  }
}

/** An export as it was read. */
export interface ReadExport {
  readonly leaves: ExportedLeaves;
  /** Entries beside which something else is said of people than they commit to: their places, with the parts. */
  readonly forged: readonly { readonly index: number; readonly parts: readonly string[] }[];
  /** How many parts are committed to and not here. */
  readonly withheld: number;
  /** The bytes of the entry that was asked for; null where it is not there. */
  readonly entry: Uint8Array | null;
}

const isNothing = (line: Buffer): boolean => line.every((byte) => byte === 0x20 || byte === 0x0d);

/** A line that is no entry, by its number. */
class NoEntry extends Error {
  readonly line: number;
  constructor(line: number) {
    super("no entry");
    this.line = line;
  }
}

function problemOf(file: string, error: unknown): InputProblem {
  if (error instanceof NoEntry) {
    const reason = "This is no entry of the log as Sallyport exports it (JSON Lines).";
    return { file, place: `line ${error.line}`, reason };
  }
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return { file, place: null, reason: missing ? "There is no such file." : "It could not be read." };
}

/** In the order of the file. `place`: of the entry whose bytes are wanted. */
export function readExport(file: string, place: number | null = null): Result<ReadExport, InputProblem> {
  const collected = collectLeaves();
  const forged: ReadExport["forged"][number][] = [];
  let [number, withheld] = [0, 0];
  let kept: Uint8Array | null = null;
  const takeLine = (line: Buffer): void => {
    number += 1;
    if (line.length < 2 && isNothing(line)) return;
    const read = readExportLine(line);
    if (read === null) throw new NoEntry(number);
    const { index, leafHash, entry, said } = read;
    const opened = openLine(entry, said, sha256, sha256Hex);
    withheld += opened.withheld;
    if (index === place) kept = Uint8Array.from(entry);
    if (opened.forged.length > 0) forged.push({ index, parts: opened.forged });
    const text = leafHashOf(line, entry);
    const hash = Buffer.from(text, "hex");
    if (leafHash === text && index === collected.count()) collected.add(hash, 0);
    else collected.addOdd({ index, noted: leafHash === text ? hash : Buffer.from(leafHash, "hex"), hash });
  };
  const take = hashedLines({
    place: collected.count,
    wanted: place,
    leaf: (hashes, at) => {
      number += 1;
      collected.add(hashes, at);
    },
    line: takeLine,
  });
  try {
    for (const part of partsOf(file)) take(part);
    take(Buffer.of(LINE_FEED));
  } catch (error) {
    return fail(problemOf(file, error));
  }
  return succeed({ leaves: collected.leaves(), forged, withheld, entry: kept });
}
