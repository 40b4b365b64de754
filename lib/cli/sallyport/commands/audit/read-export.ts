/** An export of the log from a file, a part at a time: of each entry only its hashes are kept. */
import { hash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ExportedLeaf } from "#lib/core/audit/verify/verify-log.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readExportLine } from "#lib/formats/log/export-line.ts";
import { openLine } from "#lib/formats/log/open-line.ts";
import { sha256 } from "#lib/usecases/audit/leaf-functions.ts";
import type { InputProblem } from "../../input/input-problem.ts";

const LINE_FEED = 0x0a;
/** Far above any entry. */
const LONGEST_LINE = 64 * 1024 * 1024;

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

/** An export as it was read. */
export interface ReadExport {
  readonly leaves: readonly ExportedLeaf[];
  /** Entries beside which something else is said of people than they commit to: their places, with the parts. */
  readonly forged: readonly { readonly index: number; readonly parts: readonly string[] }[];
  /** How many parts are committed to and not here. */
  readonly withheld: number;
  /** The bytes of the entry that was asked for; null where it is not there. */
  readonly entry: Uint8Array | null;
}

/** Calls `each` with every line, without its line feed. The bytes are good until the next call. */
async function eachLine(file: string, each: (line: Buffer) => void): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = rest.length === 0 ? part : Buffer.concat([rest, part]);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      each(bytes.subarray(from, at));
      from = at + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_LINE) throw new RangeError("A line is longer than any entry.");
  }
  if (rest.length > 0) each(rest);
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
export async function readExport(
  file: string,
  place: number | null = null,
): Promise<Result<ReadExport, InputProblem>> {
  const leaves: ExportedLeaf[] = [];
  const forged: ReadExport["forged"][number][] = [];
  let [number, withheld] = [0, 0];
  let kept: Uint8Array | null = null;
  try {
    await eachLine(file, (line) => {
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
      const own = Buffer.from(text, "hex");
      leaves.push({ index, noted: leafHash === text ? own : Buffer.from(leafHash, "hex"), hash: own });
    });
  } catch (error) {
    return fail(problemOf(file, error));
  }
  return succeed({ leaves, forged, withheld, entry: kept });
}
