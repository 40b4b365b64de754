/**
 * A proof that a log begins with what an earlier checkpoint of it said, as C2SP has it for witnesses
 * (https://c2sp.org/tlog-witness, the body of add-checkpoint): the earlier size, the hashes, and the later checkpoint.
 */
import { countOf, hashOf, textOf } from "./base64.ts";

/** A tree has no more levels than that: no honest proof is longer. */
const LONGEST = 63;

export interface ConsistencyProof {
  /** How many entries the earlier checkpoint has. */
  readonly old: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note of the later one, as it is. */
  readonly checkpoint: string;
}

export const printConsistencyProof = ({ old, hashes, checkpoint }: ConsistencyProof): string =>
  `old ${old}\n${hashes.map((hash) => `${textOf(hash)}\n`).join("")}\n${checkpoint}`;

/** Null when it has not the form. Says nothing of whether it proves anything. */
export function readConsistencyProof(text: string): ConsistencyProof | null {
  const end = text.indexOf("\n\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\n");
  const old = first.startsWith("old ") ? countOf(first.slice("old ".length)) : null;
  const hashes = lines.map(hashOf).filter((hash) => hash !== null);
  if (old === null || hashes.length !== lines.length || hashes.length > LONGEST) return null;
  return { old, hashes, checkpoint: text.slice(end + 2) };
}
