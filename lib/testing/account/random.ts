/** Seeded pseudo-random numbers (mulberry32): the same seed gives the same account on every machine. */
export interface Random {
  /** 0 up to, not including, `count`. */
  readonly below: (count: number) => number;
  /** True with this probability, 0-1. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** So many different ones, in a random order. */
  readonly sample: <Item>(items: readonly Item[], count: number) => Item[];
  readonly hex: (digits: number) => string;
}

export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  };
  return {
    below,
    chance: (probability) => next() < probability,
    pick,
    sample: (items, count) => {
      const rest = [...items];
      return Array.from({ length: Math.min(count, rest.length) }, () => {
        const [item] = rest.splice(below(rest.length), 1);
        if (item === undefined) throw new Error("There is nothing to pick from.");
        return item;
      });
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(""),
  };
};
