/**
 * Schedules that once ended in a violation, and what it was: a fault of the product, or an oracle's that took what is right
 * for wrong. Either is mended; they are tried again for ever.
 */
export const KEPT_SEEDS: readonly {
  readonly seed: number;
  readonly seconds: number;
  readonly found: string;
}[] = [
  { seed: 3, seconds: 20, found: "A change began on the approval of somebody whose role had just ended." },
  { seed: 1008, seconds: 20, found: "The log was judged before its first signature was due." },
  {
    seed: 1188,
    seconds: 20,
    found: "A change that might not go on left an earlier attempt open, which nobody looked at again.",
  },
  {
    seed: 1235,
    seconds: 20,
    found:
      "What somebody with a console asked for while EC2 was killed was taken for a rule that went unheard of.",
  },
  {
    seed: 1280,
    seconds: 20,
    found:
      "A grant of a change that stopped half-way is told as ending, and was expected to be told as opened.",
  },
];
