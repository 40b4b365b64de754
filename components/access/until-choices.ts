/** Lengths people ask for, in seconds, with their words. */
const LENGTHS: readonly (readonly [number, string])[] = [
  [5, "5 seconds"],
  [30, "30 seconds"],
  [5 * 60, "5 minutes"],
  [30 * 60, "30 minutes"],
  [3600, "1 hour"],
  [2 * 3600, "2 hours"],
  [4 * 3600, "4 hours"],
  [8 * 3600, "8 hours"],
  [12 * 3600, "12 hours"],
  [24 * 3600, "1 day"],
  [3 * 24 * 3600, "3 days"],
  [7 * 24 * 3600, "1 week"],
];

/** The usual lengths that a policy allows, at most six, longest last. */
export const lengthsWithin = (
  minSeconds: number,
  maxSeconds: number,
): readonly (readonly [number, string])[] =>
  LENGTHS.filter(([seconds]) => seconds >= minSeconds && seconds <= maxSeconds).slice(-6);

const MINUTE = 60_000;

/** The end of a length from `start` (milliseconds): on the whole minute before it, unless that is too short. */
export function endAfter(start: number, seconds: number, minSeconds: number): Date {
  const exact = start + seconds * 1000;
  const onTheMinute = Math.floor(exact / MINUTE) * MINUTE;
  return new Date(onTheMinute - start >= minSeconds * 1000 + MINUTE ? onTheMinute : exact);
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A time as `datetime-local` wants it, in the browser's own zone. */
export const localInputValue = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
