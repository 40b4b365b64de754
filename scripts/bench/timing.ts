/** Times of work in this process: each long run after a full collection, so that none pays for another's garbage. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** A full collection of garbage. */
export const collect: () => void = runInNewContext("gc");

/** Bytes of live JavaScript objects. */
export const liveHeap = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};

/** The shortest: other work on the machine only ever adds to a time. */
export const fastest = (values: readonly number[]): number => Math.min(...values);

/** The middle one; of an even number, the lower of the two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;

/** Milliseconds of one run, as it comes. */
export const timedAsItComes = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/** Milliseconds of one long run. */
export const timed = (work: () => unknown): number => {
  collect();
  return timedAsItComes(work);
};

/** Milliseconds of each of some kinds of work, taken in turns, so that a busy moment of the machine meets all alike. */
export const timedInTurns = <Name extends string>(
  runs: number,
  kinds: Readonly<Record<Name, () => unknown>>,
): Readonly<Record<Name, readonly number[]>> => {
  const names = Object.keys(kinds) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run += 1) for (const name of names) times[name].push(timed(kinds[name]));
  return times;
};
