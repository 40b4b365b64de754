/** Proofs from an export and a checkpoint that covers it, offline, in C2SP's forms: any tool can check them. */
import { growingTree, treeRoot } from "#lib/core/audit/tree/growing-tree.ts";
import { sameHash } from "#lib/core/audit/tree/node-hash.ts";
import { consistencyRanges, inclusionRanges } from "#lib/core/audit/tree/proof-ranges.ts";
import type { LeafRange } from "#lib/core/audit/tree/ranges.ts";
import type { TreeHead } from "#lib/core/audit/tree/verify-proof.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printConsistencyProof } from "#lib/formats/log/consistency-proof.ts";
import { printTlogProof } from "#lib/formats/log/tlog-proof.ts";
import { sha256 } from "#lib/usecases/audit/leaf-functions.ts";
import type { SignedNote } from "./read-checkpoints.ts";

/** `inclusion`: that the entry at this place is in the log; `consistency`: that the log begins with so many entries. */
export type Wanted =
  | { readonly kind: "inclusion"; readonly place: number; readonly entry: Uint8Array }
  | { readonly kind: "consistency"; readonly size: number };

export interface Proof {
  readonly text: string;
  readonly sentence: string;
  /** The checkpoint that it leads to. */
  readonly head: TreeHead;
}

/** The largest checkpoint whose root these leaves have; null where none fits. */
function newestFitting(hashes: readonly Uint8Array[], notes: readonly SignedNote[]): SignedNote | null {
  const tree = growingTree(sha256);
  let newest: SignedNote | null = null;
  for (const note of notes.toSorted((a, b) => a.size - b.size)) {
    if (note.size > hashes.length) break;
    for (const hash of hashes.slice(tree.size(), note.size)) tree.add(hash);
    if (sameHash(tree.root(), note.root)) newest = note;
  }
  return newest;
}

/** `hashes`: of the export's entries, in the order of their places from 0 on. A problem is a sentence. */
export function prove(
  hashes: readonly Uint8Array[],
  notes: readonly SignedNote[],
  wanted: Wanted,
): Result<Proof, string> {
  const head = newestFitting(hashes, notes);
  if (head === null) {
    return fail(
      "No checkpoint that was given is one of this export: verify it first (sallyport audit verify).",
    );
  }
  const over = (ranges: readonly LeafRange[]) =>
    ranges.map(({ start, end }) => treeRoot(hashes.slice(start, end), sha256));
  if (wanted.kind === "inclusion") {
    const { place, entry } = wanted;
    if (place >= head.size) {
      return fail(`Entry ${place} is not covered: the newest checkpoint that fits has ${head.size} entries.`);
    }
    const path = over(inclusionRanges(place, head.size));
    return succeed({
      head,
      sentence: `Proves that entry ${place} is in the log of ${head.size} entries that was signed.`,
      text: printTlogProof({ extra: entry, index: place, path, checkpoint: head.note }),
    });
  }
  if (wanted.size > head.size) {
    return fail(
      `The newest checkpoint that fits has ${head.size} entries: it cannot begin with ${wanted.size}.`,
    );
  }
  return succeed({
    head,
    sentence: `Proves that the log of ${head.size} entries that was signed begins with the first ${wanted.size} of it.`,
    text: printConsistencyProof({
      old: wanted.size,
      hashes: over(consistencyRanges(wanted.size, head.size)),
      checkpoint: head.note,
    }),
  });
}
