import type { ExportedLeaves } from "#lib/core/audit/verify/exported-leaves.ts";
import type { ByteRange, ExportPart } from "./export-part.ts";

/** A part that was read as if its first entry had the place that it says. */
export interface PlacedPart extends ExportPart {
  readonly range: ByteRange;
  readonly first: number;
}

/** Whether each begins where the one before it ended. */
const follow = (parts: readonly PlacedPart[]): boolean => {
  let next = 0;
  for (const { first, leaves } of parts) {
    if (first !== next) return false;
    next += leaves.count;
  }
  return true;
};

function joinLeaves(parts: readonly PlacedPart[]): ExportedLeaves {
  const hashes = new Uint8Array(parts.reduce((sum, { leaves }) => sum + leaves.hashes.length, 0));
  const odd = new Map<number, { readonly index: number; readonly noted: Uint8Array }>();
  let at = 0;
  for (const { first, leaves } of parts) {
    hashes.set(leaves.hashes, at);
    at += leaves.hashes.length;
    for (const [line, leaf] of leaves.odd) odd.set(first + line, leaf);
  }
  return { count: parts.reduce((sum, { leaves }) => sum + leaves.count, 0), hashes, odd };
}

const inOrder = (parts: readonly PlacedPart[]): readonly PlacedPart[] =>
  parts.toSorted((one, other) => one.range.from - other.range.from);

/** The export that these parts are; null where they are not one that begins at its first entry. */
export function joinParts(parts: readonly PlacedPart[]): ExportPart | null {
  const ordered = inOrder(parts);
  if (!follow(ordered)) return null;
  return {
    leaves: joinLeaves(ordered),
    forged: ordered.flatMap(({ forged }) => forged),
    withheld: ordered.reduce((sum, { withheld }) => sum + withheld, 0),
    entry: null,
  };
}
