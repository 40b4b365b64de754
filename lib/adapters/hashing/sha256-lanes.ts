/**
 * The heart of SHA-256 (FIPS 180-4, 6.2) for four texts at a time, one in each lane of a vector, as WebAssembly that is
 * written when it is first needed.
 */
import { copyEnd, isText } from "./text-code.ts";
import {
  add,
  advance,
  and,
  type Code,
  get,
  load,
  loadInAll,
  moduleOf,
  put,
  repeat,
  rotateRight,
  set,
  shiftRight,
  shuffle,
  store,
  xor,
} from "./wasm-code.ts";

export const BLOCK_BYTES = 64;
const PAGE_BYTES = 65_536;
const ROUNDS = 64;

/** Where in the memory the constants of the rounds stand, and the state: its eight words, each of all four texts. */
const CONSTANTS_AT = 0;
const STATE_AT = CONSTANTS_AT + ROUNDS * 4;
const STATE_WORDS = 8 * 4;
export const FREE_FROM = STATE_AT + STATE_WORDS * 4;

// Locals: the texts' addresses and the number of blocks are given; the rest are the function's own.
const TEXTS = [0, 1, 2, 3] as const;
const BLOCKS = 4;
const CONSTANT = 5;
const SIXTEENS = 6;
const ZERO = 7;
const STATE = [8, 9, 10, 11, 12, 13, 14, 15] as const;
const WORD = 16;
const QUARTER = 32;
const T1 = 36;
const CHANGED = [37, 38] as const;
const VECTORS = 31;

const words = <Word>(each: (word: number) => Word): readonly Word[] =>
  Array.from({ length: 16 }, (_, at) => each(at));
const wordAt = (at: number): number => WORD + (at % 16);

// The words of two texts, beside one another, their bytes turned around: of four words the first two, or the last two.
const FIRST_TWO = [3, 2, 1, 0, 19, 18, 17, 16, 7, 6, 5, 4, 23, 22, 21, 20];
const LAST_TWO = FIRST_TWO.map((byte) => byte + 8);
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_HALVES = LOW_HALVES.map((byte) => byte + 8);

/** The next four words of a block of each text. */
function readWords(first: number): Code {
  const part = (text: number, bytes: Code): Code =>
    shuffle(load(text, first * 4), load(text + 1, first * 4), bytes);
  const [low, high, lowOther, highOther] = [QUARTER, QUARTER + 1, QUARTER + 2, QUARTER + 3];
  return [
    ...set(low, part(TEXTS[0], FIRST_TWO)),
    ...set(high, part(TEXTS[0], LAST_TWO)),
    ...set(lowOther, part(TEXTS[2], FIRST_TWO)),
    ...set(highOther, part(TEXTS[2], LAST_TWO)),
    ...set(wordAt(first), shuffle(get(low), get(lowOther), LOW_HALVES)),
    ...set(wordAt(first + 1), shuffle(get(low), get(lowOther), HIGH_HALVES)),
    ...set(wordAt(first + 2), shuffle(get(high), get(highOther), LOW_HALVES)),
    ...set(wordAt(first + 3), shuffle(get(high), get(highOther), HIGH_HALVES)),
  ];
}

const turned = (value: Code, ...bits: readonly [number, number, number]): Code =>
  xor(xor(rotateRight(value, bits[0]), rotateRight(value, bits[1])), rotateRight(value, bits[2]));
const stirred = (value: Code, one: number, other: number, lost: number): Code =>
  xor(xor(rotateRight(value, one), rotateRight(value, other)), shiftRight(value, lost));

/** The word that takes the place of the one sixteen before it. */
const nextWord = (at: number): Code =>
  set(
    wordAt(at),
    add(
      get(wordAt(at)),
      stirred(get(wordAt(at + 1)), 7, 18, 3),
      get(wordAt(at + 9)),
      stirred(get(wordAt(at + 14)), 17, 19, 10),
    ),
  );

/** One round. The letters of the state move on by one in each, so that nothing needs to be moved. */
function round(at: number): Code {
  const letter = (place: number): number => STATE[(place + ROUNDS - at) % 8] ?? 0;
  const [a, b, d, e, f, g, h] = [0, 1, 3, 4, 5, 6, 7].map(letter) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Where a and b differ, and where b and c do: that is where a and b did in the round before.
  const [differs, differed] = at % 2 === 0 ? CHANGED : [CHANGED[1], CHANGED[0]];
  const chosen = xor(get(g), and(get(e), xor(get(f), get(g))));
  return [
    ...set(T1, add(get(h), turned(get(e), 6, 11, 25), chosen, loadInAll(CONSTANT, at * 4), get(wordAt(at)))),
    ...set(d, add(get(d), get(T1))),
    ...set(differs, xor(get(a), get(b))),
    ...set(h, add(get(T1), turned(get(a), 2, 13, 22), xor(get(b), and(get(differs), get(differed))))),
  ];
}

const compress = (): Code =>
  repeat(BLOCKS, [
    ...[0, 4, 8, 12].flatMap(readWords),
    ...STATE.flatMap((local, at) => set(local, load(ZERO, STATE_AT + at * 16))),
    ...set(CHANGED[1], xor(get(STATE[1]), get(STATE[2]))),
    ...put(CONSTANT, CONSTANTS_AT),
    ...words(round).flat(),
    ...put(SIXTEENS, ROUNDS / 16 - 1),
    ...repeat(SIXTEENS, [
      ...advance(CONSTANT, 16 * 4),
      ...words((at) => [...nextWord(at), ...round(at)]).flat(),
    ]),
    ...STATE.flatMap((local, at) =>
      store(ZERO, STATE_AT + at * 16, add(load(ZERO, STATE_AT + at * 16), get(local))),
    ),
    ...TEXTS.flatMap((text) => advance(text, BLOCK_BYTES)),
  ]);

const PRIMES = [
  ...[2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101],
  ...[103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199],
  ...[211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311],
];
/** The first 32 bits behind the point. */
const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32);

export interface Lanes {
  readonly memory: Uint8Array<ArrayBuffer>;
  /** Before the first block of four texts. */
  readonly begin: () => void;
  /** Takes in so many blocks (1 or more) of each of four texts, which stand in the memory from these addresses on. */
  readonly take: (one: number, two: number, three: number, four: number, blocks: number) => void;
  /** Writes the hash of the text in a lane (0 to 3) into the memory. */
  readonly end: (lane: number, at: number) => void;
  /**
   * Copies the last `length` bytes of a text of `bits` bits, as they are taken in: with a bit after them, zeros, and the
   * number of bits (less than 2^16) before `end`. Up to 15 bytes behind are written over.
   */
  readonly copyEnd: (from: number, length: number, to: number, end: number, bits: number) => void;
  /** Whether the hexadecimal text at the first address says the 32 bytes at the second. */
  readonly isText: (text: number, bytes: number) => boolean;
}

/** What the module has, which is what it was made with. */
interface Exports extends Pick<Lanes, "take"> {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly copyEnd: (...addressesAndBits: readonly number[]) => void;
  readonly isText: (text: number, bytes: number) => number;
}

/** As much of the platform as is used: the types of Node 20 do not name it. */
const platform = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
    readonly Instance: new (module: object) => { readonly exports: Exports };
  };
};

let compiled: object | null = null;

const compile = (): object =>
  new platform.WebAssembly.Module(
    moduleOf([
      { name: "take", parameters: 5, numbers: 3, vectors: VECTORS, answers: false, code: compress() },
      copyEnd,
      isText,
    ]),
  );

/** `bytes`: how large a memory is wanted, of which the first `FREE_FROM` bytes are taken. */
export function openLanes(bytes: number): Lanes {
  compiled ??= compile();
  const { memory, take, copyEnd, isText } = new platform.WebAssembly.Instance(compiled).exports;
  memory.grow(Math.ceil(bytes / PAGE_BYTES) - 1);
  const view = new DataView(memory.buffer);
  for (const [at, prime] of PRIMES.entries()) {
    view.setUint32(CONSTANTS_AT + at * 4, fraction(Math.cbrt(prime)), true);
  }
  const state = new Int32Array(memory.buffer, STATE_AT, STATE_WORDS);
  const initial = Int32Array.from({ length: STATE_WORDS }, (_, at) =>
    fraction(Math.sqrt(PRIMES[at >> 2] ?? 0)),
  );
  return {
    memory: new Uint8Array(memory.buffer),
    begin: () => state.set(initial),
    take,
    end: (lane, at) => {
      for (let word = 0; word < 8; word += 1) view.setInt32(at + word * 4, state[word * 4 + lane] ?? 0);
    },
    copyEnd: (from, length, to, end, bits) => copyEnd(from, from + length, to, to + length, end - 2, bits),
    isText: (text, bytes) => isText(text, bytes) === 1,
  };
}
