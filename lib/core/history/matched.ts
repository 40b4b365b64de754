/** The same thing at two moments; null where it was not there. */
export type Pair<Item> =
  | { readonly change: "gained"; readonly before: null; readonly after: Item }
  | { readonly change: "lost"; readonly before: Item; readonly after: null }
  | { readonly change: "changed"; readonly before: Item; readonly after: Item };

/** As it was last. */
export const latest = <Item>(pair: Pair<Item>): Item => (pair.change === "lost" ? pair.before : pair.after);

/** Things with the same key belong together. What was there before comes first, in its order. */
export const matched = <Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Pair<Item>[] => {
  const known = new Set(before.map(keyOf));
  const later = new Map(after.map((item) => [keyOf(item), item]));
  return [
    ...before.map((item): Pair<Item> => {
      const still = later.get(keyOf(item));
      return still === undefined
        ? { change: "lost", before: item, after: null }
        : { change: "changed", before: item, after: still };
    }),
    ...after
      .filter((item) => !known.has(keyOf(item)))
      .map((item): Pair<Item> => ({ change: "gained", before: null, after: item })),
  ];
};
