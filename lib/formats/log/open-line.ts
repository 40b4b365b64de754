/** What stands beside an entry in a line of an export, held against the entry: fast where nothing is amiss. */
import { type Opened, openSaid, saidSchema } from "./said.ts";

const PARTS = ["about", "actor", "words"] as const;
const HEADS = { about: '"about":{"salt":"', actor: '"actor":{"salt":"', words: '"words":{"salt":"' };
const AFTER = {
  about: [`},${HEADS.actor}`, `},${HEADS.words}`],
  actor: [`},${HEADS.words}`],
  words: [],
} as const;
const BETWEEN = '","clear":';
const SALT = 64;
/** Far more than the end of an entry from `personal` on. */
const END = 512;

type Sha256 = (bytes: Uint8Array) => Uint8Array;

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
};

/** `entry` and `said` are the bytes of one line; `said` is null where nothing stands beside the entry. */
export function openLine(
  entry: Buffer,
  said: Buffer | null,
  sha256: Sha256,
  sha256Hex: (bytes: Uint8Array) => string,
): Opened {
  const end = entry.toString("latin1", Math.max(0, entry.length - END));
  if (said === null && !end.includes('"personal":{')) return { forged: [], withheld: 0 };
  const committed = said === null ? null : committedBy(said, sha256Hex);
  if (committed !== null && end.includes(committed)) return { forged: [], withheld: 0 };
  const read = saidSchema.safeParse(said === null ? {} : parsed(said));
  if (!read.success) return { forged: ["all"], withheld: 0 };
  return openSaid(entry.toString("utf8"), read.data, sha256);
}

/**
 * What the entry must say of what stands beside it, when that is in the form in which it is exported and whole. Quotes
 * inside texts are escaped, so what is looked for stands in no text. What is hashed is put together in place, before the
 * clear text, where the salt stands written out: nothing is copied, and what was there is put back.
 */
function committedBy(said: Buffer, sha256Hex: (bytes: Uint8Array) => string): string | null {
  const text = said.toString("latin1");
  let [committed, at] = ["", 1];
  for (const part of PARTS) {
    const head = HEADS[part];
    if (!text.startsWith(head, at)) continue;
    const salt = at + head.length;
    const clear = salt + SALT + BETWEEN.length;
    const next = nextPart(text, part, clear);
    const from = clear - 1 - SALT / 2;
    said[from] = 2;
    said.write(text.slice(salt, salt + SALT), from + 1, "hex");
    committed += `${committed === "" ? "" : ","}"${part}":"${sha256Hex(said.subarray(from, next - 1))}"`;
    said.write(text.slice(from, clear), from, "latin1");
    at = next + 1;
  }
  return at === text.length ? `"personal":{${committed}}` : null;
}

/** Where a part ends: at the comma before one that may come after it, or at the end of all. */
function nextPart(text: string, part: keyof typeof AFTER, from: number): number {
  for (const head of AFTER[part]) {
    const at = text.indexOf(head, from);
    if (at >= 0) return at + 1;
  }
  return text.length - 1;
}
