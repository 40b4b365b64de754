/**
 * Finds what has to be hashed, and which hash it has to have, in lines of an export that have the very form in which
 * they are exported, one after the other and with all their parts: by their bytes alone, without making anything of
 * them. Any other line is left to `readExportLine` and `openLine`.
 */

/** Fixed numbers of lines and texts: who has more reads on from where these end. */
const MOST_LINES = 4096;
export const MOST_TEXTS = 3 * MOST_LINES;
const PARTS_OF_A_LINE = 3;

const HASH_DIGITS = 64;
const SALT_BYTES = 32;
const NAME = 5;
const LINE_FEED = 0x0a;
const CLOSE = 0x7d;
const QUOTE = 0x22;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const INDEX = ascii('{"index":');
const LEAF_HASH = ascii(',"leafHash":"');
const ENTRY = ascii('","entry":');
const SAID = ascii('},"said":{"');
const SALT = ascii('":{"salt":"');
const CLEAR = ascii('","clear":');
const NEXT_PART = ascii('},"');
const END = ascii("}}}");
const PERSONAL = ascii(',"personal":{"');
const COMMITS = ascii('":"');
const NEXT_COMMITS = ascii('","');
const STACK = ascii(',"stackId":"');
const STACK_LENGTH = STACK.length + 36 + 1;
/** Of a part what its entry says: its name and hash, in quotes, and the comma before the next one. */
const COMMITTED = NAME + HASH_DIGITS + 6;
/** Far more than the end of an entry from `personal` on. */
const ENTRY_END = 512;

/** What a hexadecimal digit says; 255 for what is none. */
const DIGIT = new Uint8Array(256).fill(255);
for (const [value, digit] of ascii("0123456789abcdef").entries()) DIGIT[digit] = value;

export interface PlainLines {
  /** How many lines were found, and where they begin and end, without their line feed. */
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The first of a line's texts, which is its leaf; those up to the next line's are its parts. None: it has another form. */
  readonly firsts: Int32Array;
  readonly texts: { count: number; readonly starts: Int32Array; readonly lengths: Int32Array };
  /** Where the hash that a text has to have stands, hexadecimal. */
  readonly noted: Int32Array;
}

const plainLines = (): PlainLines => ({
  count: 0,
  starts: new Int32Array(MOST_LINES),
  ends: new Int32Array(MOST_LINES),
  firsts: new Int32Array(MOST_LINES + 1),
  texts: { count: 0, starts: new Int32Array(MOST_TEXTS), lengths: new Int32Array(MOST_TEXTS) },
  noted: new Int32Array(MOST_TEXTS),
});

function says(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let letter = 0; letter < word.length; letter += 1) {
    if (bytes[at + letter] !== word[letter]) return false;
  }
  return true;
}

const isPartAfter = (bytes: Uint8Array, at: number): boolean =>
  says(bytes, at, NEXT_PART) && says(bytes, at + NEXT_PART.length + NAME, SALT);

/** The 32 bytes that 64 digits say; false where they are none. */
function readSalt(bytes: Uint8Array, from: number, to: Uint8Array, at: number): boolean {
  let all = 0;
  for (let byte = 0; byte < SALT_BYTES; byte += 1) {
    const high = DIGIT[bytes[from + 2 * byte] ?? 0] ?? 255;
    const low = DIGIT[bytes[from + 2 * byte + 1] ?? 0] ?? 255;
    all |= high | low;
    to[at + byte] = (high << 4) | low;
  }
  return all < 16;
}

export interface PlainReader {
  readonly lines: PlainLines;
  /**
   * Finds the lines that end in these bytes, of which the first ought to have the place `place`. Answers where it stopped.
   * Texts are put into `texts` where they stand in the bytes.
   */
  readonly read: (bytes: Buffer, place: number) => number;
}

export function plainReader(texts: Uint8Array): PlainReader {
  const lines = plainLines();
  const found = lines.texts;
  /** Of the line that is read: where its parts' names are, and where what was said begins and ends. */
  const names = new Int32Array(PARTS_OF_A_LINE);
  const [clearFrom, clearTo] = [new Int32Array(PARTS_OF_A_LINE), new Int32Array(PARTS_OF_A_LINE)];

  function add(start: number, end: number, noted: number): void {
    found.starts[found.count] = start;
    found.lengths[found.count] = end - start;
    lines.noted[found.count] = noted;
    found.count += 1;
  }

  /** Where what stands beside the entry begins; -1 where nothing does. */
  function findSaid(bytes: Buffer, entry: number, end: number): number {
    for (let at = bytes.indexOf(CLOSE, entry); at >= 0 && at < end; at = bytes.indexOf(CLOSE, at + 1)) {
      if (says(bytes, at, SAID)) return at;
    }
    return -1;
  }

  /** How many parts there are from the first one's name on; 0 where they have not the form. */
  function readParts(bytes: Buffer, first: number, end: number): number {
    let name = first;
    for (let count = 0; count < PARTS_OF_A_LINE; count += 1) {
      const clear = name + NAME + SALT.length + HASH_DIGITS + CLEAR.length;
      if (!says(bytes, name + NAME, SALT) || !says(bytes, clear - CLEAR.length, CLEAR)) return 0;
      let stop = bytes.indexOf(CLOSE, clear);
      while (stop >= 0 && stop < end - END.length && !isPartAfter(bytes, stop)) {
        stop = bytes.indexOf(CLOSE, stop + 1);
      }
      names[count] = name;
      clearFrom[count] = clear;
      clearTo[count] = stop;
      if (stop === end - END.length) return says(bytes, stop, END) ? count + 1 : 0;
      if (stop < 0 || stop > end) return 0;
      name = stop + NEXT_PART.length;
    }
    return 0;
  }

  /** Where the first part's hash stands in the entry that ends there, if it commits to exactly these parts; else -1. */
  function findCommitted(bytes: Uint8Array, entryEnd: number, count: number): number {
    const last = entryEnd - 2;
    const close = bytes[last] === CLOSE ? last : last - STACK_LENGTH;
    if (bytes[close] !== CLOSE || (close !== last && !says(bytes, close + 1, STACK))) return -1;
    const first = close - count * COMMITTED + 2;
    if (!says(bytes, first - PERSONAL.length, PERSONAL) || bytes[close - 1] !== QUOTE) return -1;
    for (let part = 0; part < count; part += 1) {
      const at = first + part * COMMITTED;
      const name = names[part] ?? 0;
      for (let letter = 0; letter < NAME; letter += 1) {
        if (bytes[at + letter] !== bytes[name + letter]) return -1;
      }
      if (!says(bytes, at + NAME, COMMITS)) return -1;
      if (part > 0 && !says(bytes, at - NEXT_COMMITS.length, NEXT_COMMITS)) return -1;
    }
    return first + NAME + COMMITS.length;
  }

  /** Whether the digits from there on say this number; answers where they end, or -1. */
  function afterNumber(bytes: Uint8Array, from: number, value: number): number {
    let at = from;
    let read = 0;
    for (let digit = DIGIT[bytes[at] ?? 0] ?? 255; digit < 10; digit = DIGIT[bytes[at] ?? 0] ?? 255) {
      read = read * 10 + digit;
      at += 1;
    }
    const isPlain = at === from + 1 || (at > from && bytes[from] !== 0x30);
    return isPlain && read === value ? at : -1;
  }

  /** Finds the texts of a line, if it has the form. */
  function readLine(bytes: Buffer, from: number, end: number, place: number): void {
    if (bytes[end - 1] !== CLOSE || !says(bytes, from, INDEX)) return;
    const number = afterNumber(bytes, from + INDEX.length, place);
    if (number < 0 || !says(bytes, number, LEAF_HASH)) return;
    const noted = number + LEAF_HASH.length;
    if (!says(bytes, noted + HASH_DIGITS, ENTRY)) return;
    const entry = noted + HASH_DIGITS + ENTRY.length;
    const said = findSaid(bytes, entry, end);
    if (said < 0) {
      // Then nothing may be withheld either.
      const tail = bytes.toString("latin1", Math.max(entry, end - ENTRY_END), end);
      if (!tail.includes('"personal":{')) addLeaf(entry, end - 1, noted);
      return;
    }
    const count = readParts(bytes, said + SAID.length, end);
    const committed = count === 0 ? -1 : findCommitted(bytes, said + 1, count);
    if (committed < 0) return;
    for (let part = 0; part < count; part += 1) {
      const clear = clearFrom[part] ?? 0;
      const salt = clear - CLEAR.length - HASH_DIGITS;
      if (!readSalt(bytes, salt, texts, clear - SALT_BYTES)) return;
    }
    addLeaf(entry, said + 1, noted);
    for (let part = 0; part < count; part += 1) {
      const start = (clearFrom[part] ?? 0) - SALT_BYTES - 1;
      texts[start] = 2;
      add(start, clearTo[part] ?? 0, committed + part * COMMITTED);
    }
  }

  /** The prefix of a leaf takes the place of the byte before the entry. */
  function addLeaf(entry: number, end: number, noted: number): void {
    texts[entry - 1] = 0;
    add(entry - 1, end, noted);
  }

  return {
    lines,
    read: (bytes, place) => {
      texts.set(bytes);
      [lines.count, found.count] = [0, 0];
      let [from, next] = [0, place];
      while (lines.count < MOST_LINES && found.count <= MOST_TEXTS - PARTS_OF_A_LINE - 1) {
        const end = bytes.indexOf(LINE_FEED, from);
        if (end < 0) break;
        readLine(bytes, from, end, next);
        if (end > from + 1) next += 1;
        lines.starts[lines.count] = from;
        lines.ends[lines.count] = end;
        lines.count += 1;
        lines.firsts[lines.count] = found.count;
        from = end + 1;
      }
      return from;
    },
  };
}
