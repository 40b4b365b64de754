import { HASH_BYTES } from "../tree/node-hash.ts";

/** An entry of an export. */
export interface ExportedLeaf {
  readonly index: number;
  /** The leaf hash that is written beside the entry. */
  readonly noted: Uint8Array;
  /** That of the entry's bytes as they are. */
  readonly hash: Uint8Array;
}

/** The entries of an export in its order: no more than a hash of each, which is nearly always all there is to say. */
export interface ExportedLeaves {
  readonly count: number;
  /** Of the entries' bytes as they are, 32 bytes each. */
  readonly hashes: Uint8Array;
  /** By line, counted from 0: what says another place than its line, or another hash than its own. */
  readonly odd: ReadonlyMap<number, Pick<ExportedLeaf, "index" | "noted">>;
}

const hashAt = ({ hashes }: ExportedLeaves, line: number): Uint8Array =>
  hashes.subarray(line * HASH_BYTES, (line + 1) * HASH_BYTES);

/** One by one. */
export const listLeaves = (leaves: ExportedLeaves): readonly ExportedLeaf[] =>
  Array.from({ length: leaves.count }, (_, line) => {
    const hash = hashAt(leaves, line);
    return { index: line, noted: hash, ...leaves.odd.get(line), hash };
  });

export const listHashes = (leaves: ExportedLeaves): readonly Uint8Array[] =>
  Array.from({ length: leaves.count }, (_, line) => hashAt(leaves, line));

export interface LeafCollector {
  /** The next entry, which says its place and its hash, of which the 32 bytes begin at `at`. */
  readonly add: (bytes: Uint8Array, at: number) => void;
  /** The next entry, whatever it says. */
  readonly addOdd: (leaf: ExportedLeaf) => void;
  readonly count: () => number;
  readonly leaves: () => ExportedLeaves;
}

export function collectLeaves(): LeafCollector {
  const odd = new Map<number, Pick<ExportedLeaf, "index" | "noted">>();
  let [hashes, count] = [new Uint8Array(1024 * HASH_BYTES), 0];
  const add = (bytes: Uint8Array, at: number): void => {
    if ((count + 1) * HASH_BYTES > hashes.length) {
      const larger = new Uint8Array(hashes.length * 2);
      larger.set(hashes);
      hashes = larger;
    }
    const to = count * HASH_BYTES;
    for (let byte = 0; byte < HASH_BYTES; byte += 1) hashes[to + byte] = bytes[at + byte] ?? 0;
    count += 1;
  };
  return {
    add,
    addOdd: ({ index, noted, hash }) => {
      odd.set(count, { index, noted });
      add(hash, 0);
    },
    count: () => count,
    leaves: () => ({ count, hashes: hashes.subarray(0, count * HASH_BYTES), odd }),
  };
}
