/** Which hashes a proof consists of: those of ranges of leaves, so that whoever has the tree need not hold it whole. */
import { type LeafRange, leftSize } from "./ranges.ts";

/** RFC 6962, 2.1.1: the audit path of the leaf at `index` in a tree of `size`, from its sibling up to the root. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (index < 0 || index >= size) throw new RangeError(`There is no place ${index} in a log of ${size}.`);
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftSize(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** RFC 6962, 2.1.2: that the tree of `size` begins with the tree of `earlier` leaves. Nothing where either is trivial. */
export function consistencyRanges(earlier: number, size: number): readonly LeafRange[] {
  if (earlier < 0 || earlier > size) throw new RangeError(`A log of ${size} has no beginning of ${earlier}.`);
  if (earlier === 0 || earlier === size) return [];
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end !== earlier) {
    const middle = start + leftSize(end - start);
    if (earlier <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // What the earlier tree ends with is known to whoever knows its root, when it is all of that tree.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}
