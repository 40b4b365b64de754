/** The moments that a chart of a span of time shows, oldest first: the last one is its end. */

export const RANGES = {
  hour: { label: "60 minutes", days: 1 / 24 },
  day: { label: "24 hours", days: 1 },
  week: { label: "7 days", days: 7 },
  month: { label: "30 days", days: 30 },
  quarter: { label: "90 days", days: 90 },
  year: { label: "12 months", days: 365 },
} as const;
export type Range = keyof typeof RANGES;

/** Columns that still can be told apart on a phone. */
const MOMENTS = 36;
const DAY = 86_400_000;

export const sampleTimes = (range: Range, now: Date): readonly Date[] => {
  const step = (RANGES[range].days * DAY) / MOMENTS;
  return Array.from(
    { length: MOMENTS },
    (_, index) => new Date(now.getTime() - (MOMENTS - 1 - index) * step),
  );
};
