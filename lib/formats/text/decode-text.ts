/**
 * Bytes as text, piece by piece: UTF-8, or the UTF-16 that PowerShell's `>` writes, with a byte order mark or without.
 * What is neither becomes U+FFFD; nothing is refused here.
 */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** So many bytes tell. */
const TELLING = 4;

/** By its byte order mark; without one by where the zero bytes of the first, plain characters stand. */
export const encodingOf = ([first, second, third, fourth]: Uint8Array): Encoding => {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && (third === undefined || (third !== 0 && fourth === 0)))
    return "utf-16le";
  return first === 0 && second !== undefined && second !== 0 && third === 0 ? "utf-16be" : "utf-8";
};

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

export interface ChunkDecoder {
  /** The text of the next piece; characters that it cuts in two come with the next. */
  readonly next: (bytes: Uint8Array) => string;
  /** What was left. Call it once, after the last piece. */
  readonly end: () => string;
}

export const chunkDecoder = (): ChunkDecoder => {
  let decoder: TextDecoder | null = null;
  let held: Uint8Array = new Uint8Array(0);
  const begin = (bytes: Uint8Array, more: boolean): string => {
    decoder = new TextDecoder(encodingOf(bytes));
    return decoder.decode(bytes, { stream: more });
  };
  return {
    next: (bytes) => {
      if (decoder !== null) return decoder.decode(bytes, { stream: true });
      const all = joined(held, bytes);
      if (all.length >= TELLING) return begin(all, true);
      held = all;
      return "";
    },
    end: () => (decoder === null ? begin(held, false) : decoder.decode()),
  };
};
