/** What stands beside an entry in a line of an export, held against the entry: fast where nothing is amiss. */
import { type Opened, openSaid, saidSchema } from "./said.ts";

const PARTS = ["about", "actor", "words"] as const;
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
 * inside texts are escaped, so what is looked for stands in no text.
 */
function committedBy(said: Buffer, sha256Hex: (bytes: Uint8Array) => string): string | null {
  const text = said.toString("latin1");
  const starts = PARTS.flatMap((part) => {
    const head = `"${part}":{"salt":"`;
    const at = text.indexOf(head);
    return at < 0 ? [] : [{ part, at, salt: at + head.length }];
  });
  const hashes: string[] = [];
  for (const [number, { part, salt }] of starts.entries()) {
    const clear = salt + SALT + '","clear":'.length;
    const until = (starts[number + 1]?.at ?? said.length) - 2;
    if (until < clear) return null;
    const bytes = Buffer.allocUnsafe(1 + SALT / 2 + until - clear);
    bytes[0] = 2;
    bytes.write(text.slice(salt, salt + SALT), 1, "hex");
    said.copy(bytes, 1 + SALT / 2, clear, until);
    hashes.push(`"${part}":"${sha256Hex(bytes)}"`);
  }
  return `"personal":{${hashes.join(",")}}`;
}
