/**
 * SHA-256 of many short texts at once, faster than one after the other. Whoever verifies hashes holds what comes of it
 * against a hash from elsewhere: a mistake in here could refuse what is right, and not let pass what is wrong.
 */
import { hash } from "node:crypto";
import { BLOCK_BYTES, FREE_FROM, openLanes } from "./sha256-lanes.ts";

const HASH_BYTES = 32;
const LANES = 4;
/** After its text a hash takes in one bit, and the text's length in eight bytes. */
const AFTER_TEXT = 9;
/** What a text ends with, and what comes after it, needs no more than two blocks. */
const END_BYTES = 2 * BLOCK_BYTES;
/** What copying may write over. */
const SLACK = 64;
/** From so many blocks on Node is faster: what it takes to begin a hash does not matter any more. */
const LONG = 8;

export interface Texts {
  /** Where each begins, in the bytes. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly count: number;
}

export interface ManySha256 {
  /** Where the texts are to be put. */
  readonly bytes: Uint8Array;
  /** Of each text, 32 bytes each: good until the next call. */
  readonly hashAll: (texts: Texts) => Uint8Array;
  /** Whether, in the bytes, the hash of a text stands there, hexadecimal. */
  readonly isAt: (text: number, at: number) => boolean;
}

/** `size`: how many bytes there are for the texts of one call, of which there are `most` at most. */
export function manySha256(size: number, most: number): ManySha256 {
  const endsAt = Math.ceil(FREE_FROM / BLOCK_BYTES) * BLOCK_BYTES;
  const hashesAt = endsAt + LANES * END_BYTES + SLACK;
  const textsAt = hashesAt + most * HASH_BYTES;
  const lanes = openLanes(textsAt + size + SLACK);
  const bytes = lanes.memory.subarray(textsAt, textsAt + size);
  const hashes = lanes.memory.subarray(hashesAt, textsAt);
  /** By how many blocks they have: up to three texts that wait for a fourth, and how many do. */
  const waiting = new Int32Array(LONG * LANES);
  const waitingCount = new Int32Array(LONG);

  /** The texts that wait, of so many blocks each; where they are fewer than four, one of them is taken again. */
  function hashWaiting({ starts, lengths }: Texts, blocks: number): void {
    const last = (waitingCount[blocks] ?? 0) - 1;
    const textIn = (lane: number): number => waiting[blocks * LANES + Math.min(lane, last)] ?? 0;
    const placeOf = (lane: number): number => textsAt + (starts[textIn(lane)] ?? 0);
    const endIn = (lane: number): number => endsAt + lane * END_BYTES;
    const whole = Math.max(blocks - 2, 0);
    for (let lane = 0; lane < LANES; lane += 1) {
      const length = lengths[textIn(lane)] ?? 0;
      const end = endIn(lane) + (blocks - whole) * BLOCK_BYTES;
      const before = whole * BLOCK_BYTES;
      lanes.copyEnd(placeOf(lane) + before, length - before, endIn(lane), end, length * 8);
    }
    lanes.begin();
    if (whole > 0) lanes.take(placeOf(0), placeOf(1), placeOf(2), placeOf(3), whole);
    lanes.take(endIn(0), endIn(1), endIn(2), endIn(3), blocks - whole);
    for (let lane = 0; lane < LANES; lane += 1) lanes.end(lane, hashesAt + textIn(lane) * HASH_BYTES);
    waitingCount[blocks] = 0;
  }

  function hashLong(text: number, start: number, length: number): void {
    const long = hash("sha256", bytes.subarray(start, start + length), "binary");
    for (let at = 0; at < HASH_BYTES; at += 1) hashes[text * HASH_BYTES + at] = long.charCodeAt(at);
  }

  return {
    bytes,
    hashAll: (texts) => {
      const { starts, lengths, count } = texts;
      for (let text = 0; text < count; text += 1) {
        const length = lengths[text] ?? 0;
        const blocks = Math.ceil((length + AFTER_TEXT) / BLOCK_BYTES);
        if (blocks >= LONG) hashLong(text, starts[text] ?? 0, length);
        else {
          const others = waitingCount[blocks] ?? 0;
          waiting[blocks * LANES + others] = text;
          waitingCount[blocks] = others + 1;
          if (others + 1 === LANES) hashWaiting(texts, blocks);
        }
      }
      for (let blocks = 1; blocks < LONG; blocks += 1) {
        if ((waitingCount[blocks] ?? 0) > 0) hashWaiting(texts, blocks);
      }
      return hashes.subarray(0, count * HASH_BYTES);
    },
    isAt: (text, at) => lanes.isText(textsAt + at, hashesAt + text * HASH_BYTES),
  };
}
