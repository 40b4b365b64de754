/** The lines of an export as they come, with the hashes of those that have the form in which they are exported. */
import { type ManySha256, manySha256 } from "#lib/adapters/hashing/many-sha256.ts";
import { HASH_BYTES } from "#lib/core/audit/tree/node-hash.ts";
import { MOST_TEXTS, type PlainReader, plainReader } from "#lib/formats/log/plain-lines.ts";

const BYTES = 256 * 1024;
/** Far above any entry. */
const LONGEST_LINE = 64 * 1024 * 1024;

export interface LineTaker {
  /** Which place the next entry ought to have. */
  readonly place: () => number;
  /** The place of an entry of which the line is wanted, however it looks. */
  readonly wanted: number | null;
  /**
   * The next entry says this very place, and has the hash beside it, of which the 32 bytes begin at `at`; all that stands
   * beside the entry has been held against it.
   */
  readonly leaf: (hashes: Uint8Array, at: number) => void;
  /** The next line, of which anything has still to be looked at. It is good until the next one. */
  readonly line: (line: Buffer) => void;
}

interface Reading {
  readonly bytes: Buffer;
  readonly many: ManySha256;
  readonly reader: PlainReader;
}

function readingOf(size: number): Reading {
  const many = manySha256(size, MOST_TEXTS);
  return { bytes: Buffer.alloc(size), many, reader: plainReader(many.bytes) };
}

/** Takes an export part by part. */
export function hashedLines({ place, wanted, leaf, line }: LineTaker): (part: Buffer) => void {
  let reading = readingOf(BYTES);
  let filled = 0;

  /** Makes room for what comes: a line may be longer than there was room for. */
  function makeRoom(more: number): void {
    let size = reading.bytes.length;
    while (size < filled + more) size *= 2;
    if (size > LONGEST_LINE) throw new RangeError("A line is longer than any entry.");
    if (size === reading.bytes.length) return;
    const { bytes } = reading;
    reading = readingOf(size);
    reading.bytes.set(bytes.subarray(0, filled));
  }

  function takeLines(bytes: Buffer, { many, reader: { lines } }: Reading): void {
    const hashes = many.hashAll(lines.texts);
    for (let at = 0; at < lines.count; at += 1) {
      const first = lines.firsts[at] ?? 0;
      const last = lines.firsts[at + 1] ?? 0;
      let text = first;
      while (text < last && many.isAt(text, lines.noted[text] ?? 0)) text += 1;
      if (first < last && text === last && place() !== wanted) leaf(hashes, first * HASH_BYTES);
      else line(bytes.subarray(lines.starts[at], lines.ends[at]));
    }
  }

  return (part) => {
    makeRoom(part.length);
    const { bytes, reader } = reading;
    bytes.set(part, filled);
    filled += part.length;
    let taken = 0;
    for (;;) {
      const rest = bytes.subarray(taken, filled);
      taken += reader.read(rest, place());
      if (reader.lines.count === 0) break;
      takeLines(rest, reading);
    }
    bytes.copyWithin(0, taken, filled);
    filled -= taken;
  };
}
