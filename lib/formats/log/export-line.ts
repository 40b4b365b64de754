/**
 * A line of an export of the log (JSON Lines): the entry's place, its leaf hash, the entry itself, which is the exact
 * text that was hashed (canonical JSON), and beside it what it commits to. Whoever has only the JSON can make that text
 * again (RFC 8785).
 */
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { bytesFromHex, hexOf } from "./hex.ts";
import { isOneLineOfJson } from "./one-line-of-json.ts";
import { printSaid, type SaidPart } from "./said.ts";

export interface ExportLine {
  readonly index: number;
  /** 32 bytes. */
  readonly leafHash: Uint8Array;
  /** The exact bytes. */
  readonly entry: Uint8Array;
  readonly said: readonly SaidPart[];
}

export interface ReadLine {
  readonly index: number;
  /** Hexadecimal. */
  readonly leafHash: string;
  readonly entry: Buffer;
  /** The bytes of what stands beside it; null where nothing does. */
  readonly said: Buffer | null;
}

const ENTRY = ',"entry":';
const FORM = /^\{"index":(0|[1-9]\d{0,15}),"leafHash":"([0-9a-f]{64})","entry":/;
const LONGEST_HEAD = 120;
const CLOSE = 0x7d;
/** What is beside an entry begins there: in no text of it, because quotes in texts are escaped. */
const SAID = Buffer.from('},"said":{');

/** Ends in a line feed. Bytes that are no JSON any more are written as a text, which then is not what was hashed. */
export function printExportLine({ index, leafHash, entry, said }: ExportLine): string {
  const text = new TextDecoder().decode(entry);
  const beside = said.length === 0 ? "" : `,"said":${printSaid(said)}`;
  return `{"index":${index},"leafHash":"${hexOf(leafHash)}"${ENTRY}${isOneLineOfJson(text) ? text : JSON.stringify(text)}${beside}}\n`;
}

/** A line without its line feed; null where it is none. */
export function readExportLine(line: Buffer): ReadLine | null {
  const head = line.toString("latin1", 0, LONGEST_HEAD);
  const [form = "", index, leafHash = ""] = FORM.exec(head) ?? [];
  if (index === undefined || line[line.length - 1] !== CLOSE) return readOtherForm(line);
  const beside = line.lastIndexOf(SAID);
  const end = beside < form.length ? line.length - 1 : beside + 1;
  return {
    index: Number(index),
    leafHash,
    entry: line.subarray(form.length, end),
    said: end === line.length - 1 ? null : line.subarray(end + SAID.length - 2, -1),
  };
}

/** The same line as another program wrote it: members in another order, spaces. */
function readOtherForm(line: Buffer): ReadLine | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
    if (typeof value !== "object" || value === null) return null;
    if (!("index" in value && "leafHash" in value && "entry" in value)) return null;
    const { index, leafHash, entry } = value;
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0) return null;
    if (typeof leafHash !== "string" || bytesFromHex(leafHash) === null) return null;
    const said = "said" in value ? Buffer.from(canonicalJson(value.said)) : null;
    return { index, leafHash, entry: Buffer.from(canonicalJson(entry)), said };
  } catch {
    return null;
  }
}
