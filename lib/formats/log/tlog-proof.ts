/**
 * A proof that an entry is in a log, as C2SP's tlog-proof has it (https://c2sp.org/tlog-proof): its place, the hashes
 * from its sibling up to the root, and the signed checkpoint they lead to.
 */
import { bytesOf, countOf, hashOf, textOf } from "./base64.ts";

const FIRST = "c2sp.org/tlog-proof@v1";

/** A tree has no more levels than that: no honest path is longer. */
const LONGEST_PATH = 63;

export interface TlogProof {
  /** Whatever goes with it, for whoever knows what it is; proven by nothing but what is done with it. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed note, as it is. */
  readonly checkpoint: string;
}

export function printTlogProof({ extra, index, path, checkpoint }: TlogProof): string {
  const lines = [
    FIRST,
    ...(extra === null ? [] : [`extra ${textOf(extra)}`]),
    `index ${index}`,
    ...path.map(textOf),
  ];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** Null when it has not the form. Says nothing of whether it proves anything. */
export function readTlogProof(text: string): TlogProof | null {
  const end = text.indexOf("\n\n");
  if (end < 0) return null;
  const [first, ...lines] = text.slice(0, end).split("\n");
  const extraLine = lines[0]?.startsWith("extra ") === true ? lines.shift() : undefined;
  const indexLine = lines.shift();
  const extra = extraLine === undefined ? null : bytesOf(extraLine.slice("extra ".length));
  const index = indexLine?.startsWith("index ") === true ? countOf(indexLine.slice("index ".length)) : null;
  const path = lines.map(hashOf).filter((hash) => hash !== null);
  if (first !== FIRST || index === null || (extraLine !== undefined && extra === null)) return null;
  if (path.length !== lines.length || path.length > LONGEST_PATH) return null;
  return { extra, index, path, checkpoint: text.slice(end + 2) };
}
