import { HASH_BYTES } from "#lib/core/audit/tree/node-hash.ts";
import type { HashPairs } from "#lib/core/audit/tree/tree-in-batches.ts";
import { BLOCK_BYTES, FREE_FROM, openLanes } from "./sha256-lanes.ts";

const LANES = 4;
const PAIR_BYTES = 2 * HASH_BYTES;
const PAIR_WORDS = PAIR_BYTES / 4;
/** A prefix, a pair, and what a hash takes in after its text. */
const BLOCKS = 2;
const TEXT_BYTES = BLOCKS * BLOCK_BYTES;
/** So many pairs are hashed before their hashes are fetched. */
const BATCH = 1024;

type Four = readonly [number, number, number, number];

/** Hashes nodes of an RFC 6962 tree, four at a time. */
export function pairHasher(): HashPairs {
  // Pairs stand where words can; before each is the prefix, which nothing changes, and behind it what ends every text.
  const pairsAt = Math.ceil((FREE_FROM + 1) / BLOCK_BYTES) * BLOCK_BYTES;
  const hashesAt = pairsAt + LANES * TEXT_BYTES;
  const lanes = openLanes(hashesAt + BATCH * HASH_BYTES);
  const { memory } = lanes;
  const textIn = (lane: number): number => pairsAt + lane * TEXT_BYTES - 1;
  const texts: Four = [textIn(0), textIn(1), textIn(2), textIn(3)];
  for (const text of texts) {
    memory.set([1], text);
    memory.set([0x80], text + 1 + PAIR_BYTES);
    new DataView(memory.buffer).setUint16(text + TEXT_BYTES - 2, (1 + PAIR_BYTES) * 8);
  }
  const words = new Int32Array(memory.buffer, pairsAt, (LANES * TEXT_BYTES) / 4);

  /** The hashes of at most four pairs. */
  function hashFour(pairs: Int32Array, first: number, count: number, to: number): void {
    for (let lane = 0; lane < count; lane += 1) {
      const at = (lane * TEXT_BYTES) / 4;
      const from = (first + lane) * PAIR_WORDS;
      for (let word = 0; word < PAIR_WORDS; word += 1) words[at + word] = pairs[from + word] ?? 0;
    }
    lanes.begin();
    lanes.take(...texts, BLOCKS);
    for (let lane = 0; lane < count; lane += 1) lanes.end(lane, hashesAt + (to + lane) * HASH_BYTES);
  }

  return (given) => {
    // Words can be read only where words can stand.
    const pairs = given.byteOffset % 4 === 0 ? given : Uint8Array.from(given);
    const from = new Int32Array(pairs.buffer, pairs.byteOffset, pairs.length / 4);
    const hashes = new Uint8Array(pairs.length / 2);
    const count = pairs.length / PAIR_BYTES;
    for (let start = 0; start < count; start += BATCH) {
      const end = Math.min(start + BATCH, count);
      for (let first = start; first < end; first += LANES) {
        hashFour(from, first, Math.min(LANES, end - first), first - start);
      }
      hashes.set(memory.subarray(hashesAt, hashesAt + (end - start) * HASH_BYTES), start * HASH_BYTES);
    }
    return hashes;
  };
}
