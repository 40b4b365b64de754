/** Schedules that once ended in a violation, and what it was. What was found is mended; they are tried again for ever. */
export const KEPT_SEEDS: readonly {
  readonly seed: number;
  readonly seconds: number;
  readonly found: string;
}[] = [
  { seed: 3, seconds: 20, found: "A change began on the approval of somebody whose role had just ended." },
  {
    seed: 1188,
    seconds: 20,
    found: "A change that might not go on left an earlier attempt open, which nobody looked at again.",
  },
];
