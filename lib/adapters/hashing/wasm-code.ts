/** As much of WebAssembly's binary form as a function over four lanes of 32 bits needs. Code is a list of bytes. */

export type Code = readonly number[];

function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

/** Of a number from 0 to 8191: it is read with its sign, which is the highest bit of its last byte. */
export const number = (value: number): Code =>
  value < 64 ? [0x41, value] : [0x41, (value & 127) | 128, value >>> 7];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const put = (local: number, value: number): Code => set(local, number(value));
const sum = (one: Code, other: Code): Code => [...one, ...other, 0x6a];
export const advance = (local: number, bytes: number): Code => set(local, sum(get(local), number(bytes)));

/** Does `body` as often as the number in `local` says, at least once. */
export const repeat = (local: number, body: Code): Code => [
  ...[0x03, 0x40, ...body, ...get(local), ...number(1), 0x6b, 0x22, ...unsigned(local)],
  ...[0x0d, 0x00, 0x0b],
];

/** Does `body` until the first address is not below the second any more, at least once. */
export const whileBelow = (local: number, limit: number, body: Code): Code => [
  ...[0x03, 0x40, ...body, ...get(local), ...get(limit), 0x49, 0x0d, 0x00, 0x0b],
];

/** The lowest byte of a number, `at` bytes after an address. */
export const storeByte = (address: number, at: number, value: Code): Code => [
  ...[...get(address), ...value, 0x3a, 0, ...unsigned(at)],
];
export const shiftedRight = (local: number, bits: number): Code => [...get(local), ...number(bits), 0x76];

const simd = (operation: number): Code => [0xfd, ...unsigned(operation)];
const joined =
  (operation: number) =>
  (one: Code, other: Code): Code => [...one, ...other, ...simd(operation)];

export const and = joined(0x4e);
export const xor = joined(0x51);
export const or = joined(0x50);
const plus = joined(0xae);
export const add = (first: Code, ...more: readonly Code[]): Code => more.reduce(plus, first);
/** By fewer than 32 bits. */
export const shiftRight = (value: Code, bits: number): Code => [...value, ...number(bits), ...simd(0xad)];
export const rotateRight = (value: Code, bits: number): Code =>
  or(shiftRight(value, bits), [...value, ...number(32 - bits), ...simd(0xab)]);

export const upperHalves = (bytes: Code): Code => [...bytes, ...number(4), ...simd(0x6d)];
export const constant = (bytes: Code): Code => [...simd(0x0c), ...bytes];
/** Of the first vector the bytes that the second one names. */
export const chosen = joined(0x0e);
/** 1 where no bit of a vector is set, else 0. */
export const isZero = (value: Code): Code => [...value, ...simd(0x53), 0x45];

/** Sixteen bytes out of the thirty-two of two vectors. */
export const shuffle = (one: Code, other: Code, bytes: Code): Code => [
  ...[...one, ...other, ...simd(0x0d), ...bytes],
];

export const load = (address: number, offset: number): Code => [
  ...[...get(address), ...simd(0x00), 0, ...unsigned(offset)],
];
/** One number in all lanes. */
export const loadInAll = (address: number, offset: number): Code => [
  ...[...get(address), ...simd(0x09), 0, ...unsigned(offset)],
];
export const store = (address: number, offset: number, value: Code): Code => [
  ...[...get(address), ...value, ...simd(0x0b), 0, ...unsigned(offset)],
];

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(list(items))];
const text = (name: string): Code => sized([...name].map((letter) => letter.charCodeAt(0)));

const I32 = 0x7f;
const V128 = 0x7b;

export interface WrittenFunction {
  readonly name: string;
  /** How many addresses or counts it takes, and how many numbers and then vectors it has as locals beside them. */
  readonly parameters: number;
  readonly numbers: number;
  readonly vectors: number;
  readonly code: Code;
  /** Whether it answers a number. */
  readonly answers: boolean;
}

const typeOf = ({ parameters, answers }: WrittenFunction): Code => [
  ...[0x60, ...list(Array.from({ length: parameters }, () => [I32])), ...list(answers ? [[I32]] : [])],
];
const bodyOf = ({ numbers, vectors, code }: WrittenFunction): Code =>
  sized([
    ...list([
      [...unsigned(numbers), I32],
      [...unsigned(vectors), V128],
    ]),
    ...code,
    0x0b,
  ]);

/** A module of these functions and their `memory`, which has one page of 64 KiB and can grow. */
export const moduleOf = (functions: readonly WrittenFunction[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, functions.map(typeOf)),
    ...section(
      3,
      functions.map((_, at) => [at]),
    ),
    ...section(5, [[0x00, 1]]),
    ...section(7, [[...text("memory"), 2, 0], ...functions.map(({ name }, at) => [...text(name), 0, at])]),
    ...section(10, functions.map(bodyOf)),
  ]);
