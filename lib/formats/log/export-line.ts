/**
 * A line of an export of the log (JSON Lines): the entry's place, its leaf hash, and the entry itself, which is the exact
 * text that was hashed (canonical JSON). Whoever has only the JSON can make that text again (RFC 8785).
 */
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { bytesFromHex, hexOf } from "./hex.ts";

export interface ExportLine {
  readonly index: number;
  /** 32 bytes. */
  readonly leafHash: Uint8Array;
  /** The exact bytes. */
  readonly entry: Uint8Array;
}

const ENTRY = ',"entry":';
const FORM = /^\{"index":(0|[1-9]\d{0,15}),"leafHash":"([0-9a-f]{64})","entry":/;
const LONGEST_HEAD = 120;

/** Ends in a line feed. Bytes that are no JSON any more are written as a text, which then is not what was hashed. */
export function printExportLine({ index, leafHash, entry }: ExportLine): string {
  const text = new TextDecoder().decode(entry);
  return `{"index":${index},"leafHash":"${hexOf(leafHash)}"${ENTRY}${isOneLine(text) ? text : JSON.stringify(text)}}\n`;
}

function isOneLine(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object" && !/[\r\n]/.test(text);
  } catch {
    return false;
  }
}

/** A line without its line feed; null where it is none. */
export function readExportLine(line: Uint8Array): ExportLine | null {
  const head = Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, LONGEST_HEAD)).toString(
    "latin1",
  );
  const [form = "", index, hash = ""] = FORM.exec(head) ?? [];
  if (index === undefined || line.at(-1) !== 0x7d) return readOtherForm(line);
  const leafHash = bytesFromHex(hash);
  return leafHash && { index: Number(index), leafHash, entry: line.subarray(form.length, -1) };
}

/** The same line as another program wrote it: members in another order, spaces. */
function readOtherForm(line: Uint8Array): ExportLine | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
    if (typeof value !== "object" || value === null) return null;
    if (!("index" in value && "leafHash" in value && "entry" in value)) return null;
    const { index, leafHash: hash, entry } = value;
    const leafHash = typeof hash === "string" ? bytesFromHex(hash) : null;
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0 || leafHash === null)
      return null;
    return { index, leafHash, entry: new TextEncoder().encode(canonicalJson(entry)) };
  } catch {
    return null;
  }
}
