/** What has to be done with texts before and after they are hashed, as WebAssembly. */
import {
  advance,
  and,
  type Code,
  chosen,
  constant,
  get,
  isZero,
  load,
  number,
  or,
  set,
  shiftedRight,
  shuffle,
  store,
  storeByte,
  upperHalves,
  type WrittenFunction,
  whileBelow,
  xor,
} from "./wasm-code.ts";

const VECTOR_BYTES = 16;

/** (from, to where it is copied, the ends of both, where the length is put, the length in bits) */
function copyingCode(): Code {
  const [from, stop, to, end, lengthAt, bits, at, zeros] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  return [
    ...whileBelow(from, stop, [
      ...store(to, 0, load(from, 0)),
      ...advance(from, VECTOR_BYTES),
      ...advance(to, VECTOR_BYTES),
    ]),
    ...set(at, get(end)),
    ...whileBelow(at, lengthAt, [...store(at, 0, get(zeros)), ...advance(at, VECTOR_BYTES)]),
    ...storeByte(end, 0, number(0x80)),
    ...storeByte(lengthAt, 0, shiftedRight(bits, 8)),
    ...storeByte(lengthAt, 1, get(bits)),
  ];
}
export const copyEnd: WrittenFunction = {
  ...{ name: "copyEnd", parameters: 6, numbers: 1, vectors: 1, answers: false },
  code: copyingCode(),
};

const DIGITS = constant([..."0123456789abcdef"].map((digit) => digit.charCodeAt(0)));
const LOWER_HALVES = constant(new Array<number>(VECTOR_BYTES).fill(0x0f));
// Of eight bytes the upper half and the lower half of each, one after the other.
const FIRST_EIGHT = Array.from({ length: VECTOR_BYTES }, (_, at) => (at >> 1) + (at % 2) * VECTOR_BYTES);
const LAST_EIGHT = FIRST_EIGHT.map((byte) => byte + VECTOR_BYTES / 2);

/** (the hexadecimal text, the bytes) */
function comparingCode(): Code {
  const [text, bytes, upper, lower] = [0, 1, 2, 3] as const;
  const differing = (half: number, eight: Code, at: number): Code =>
    xor(load(text, half * 2 * VECTOR_BYTES + at), chosen(DIGITS, shuffle(get(upper), get(lower), eight)));
  const halves = [0, 1].map((half): Code => {
    const own = load(bytes, half * VECTOR_BYTES);
    return [
      ...set(upper, upperHalves(own)),
      ...set(lower, and(own, LOWER_HALVES)),
      ...or(differing(half, FIRST_EIGHT, 0), differing(half, LAST_EIGHT, VECTOR_BYTES)),
    ];
  });
  return isZero(or(halves[0] ?? [], halves[1] ?? []));
}
export const isText: WrittenFunction = {
  ...{ name: "isText", parameters: 2, numbers: 0, vectors: 2, answers: true },
  code: comparingCode(),
};
