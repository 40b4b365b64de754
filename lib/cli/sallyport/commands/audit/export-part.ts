/** Some lines of an export of the log, a piece at a time: of each entry only its hashes are kept. */
import { hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { collectLeaves, type ExportedLeaves } from "#lib/core/audit/verify/exported-leaves.ts";
import { readExportLine } from "#lib/formats/log/export-line.ts";
import { openLine } from "#lib/formats/log/open-line.ts";
import { sha256 } from "#lib/usecases/audit/leaf-functions.ts";
import { hashedLines } from "./hashed-lines.ts";

const LINE_FEED = 0x0a;
const PIECE_BYTES = 64 * 1024;

const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/** Plain, as they come from a thread too. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

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

/** Which bytes of a file: whole lines, the last of which may lack its line feed. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** These bytes of the file, a piece at a time: each is good until the next. */
function* piecesOf(file: string, { from, to }: ByteRange): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE_BYTES);
  const open = openSync(file, "r");
  try {
    for (let at = from; at < to; ) {
      const read = readSync(open, piece, 0, Math.min(PIECE_BYTES, to - at), at);
      if (read === 0) return;
      yield piece.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(open);
  }
}

/** What was read. */
export interface ExportPart {
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
export class NoEntry extends Error {
  readonly line: number;
  constructor(line: number) {
    super("no entry");
    this.line = line;
  }
}

/**
 * In the order of the file. `first`: the place of the first entry, as it ought to be. `wanted`: of the entry whose bytes
 * are wanted. Throws `NoEntry`, and what the file system throws.
 */
export function readExportPart(
  file: string,
  range: ByteRange,
  first: number,
  wanted: number | null,
): ExportPart {
  const collected = collectLeaves();
  const place = (): number => first + collected.count();
  const forged: ExportPart["forged"][number][] = [];
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
    if (index === wanted) kept = Uint8Array.from(entry);
    if (opened.forged.length > 0) forged.push({ index, parts: opened.forged });
    const text = leafHashOf(line, entry);
    const own = bytesOf(text);
    if (leafHash === text && index === place()) collected.add(own, 0);
    else collected.addOdd({ index, noted: bytesOf(leafHash), hash: own });
  };
  const take = hashedLines({
    place,
    wanted,
    leaf: (hashes, at) => {
      number += 1;
      collected.add(hashes, at);
    },
    line: takeLine,
  });
  for (const piece of piecesOf(file, range)) take(piece);
  take(Buffer.of(LINE_FEED));
  return { leaves: collected.leaves(), forged, withheld, entry: kept };
}
