/** One of the longest parts of a list, in its order, whose ranks only rise. Ranks are unique. */
export function longestRising<Item>(items: readonly Item[], rankOf: (item: Item) => number): readonly Item[] {
  /** For every length the item with the lowest rank that a part of that length can end with. */
  const ends: number[] = [];
  const before: number[] = [];
  const ranks = items.map(rankOf);
  const rank = (at: number | undefined): number => (at === undefined ? 0 : (ranks[at] ?? 0));
  for (const [at, own] of ranks.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank(ends[middle]) < own) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1));
    ends[low] = at;
  }
  const part: Item[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const item = items[at];
    if (item !== undefined) part.push(item);
  }
  return part.reverse();
}
