/** Stretches of the log as an RFC 6962 tree cuts them. Places are counted from 0; `end` is the first one outside. */

export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A whole subtree of 2^level leaves, the `index`-th of its size. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** How many leaves the left side of a tree of `leaves` (2 or more) has: the largest power of two below. */
export function leftSize(leaves: number): number {
  let size = 1;
  while (size * 2 < leaves) size *= 2;
  return size;
}

/**
 * A range as whole subtrees, largest first. The range must begin where a tree can: at a multiple of the smallest power
 * of two that holds it, as every range of a proof does.
 */
export function wholeSubtrees({ start, end }: LeafRange): readonly Subtree[] {
  const parts: Subtree[] = [];
  let at = start;
  while (at < end) {
    let [size, level] = [1, 0];
    while (size * 2 <= end - at) {
      size *= 2;
      level += 1;
    }
    parts.push({ level, index: at / size });
    at += size;
  }
  return parts;
}
