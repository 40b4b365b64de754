/**
 * How long looks are kept: every one for some days, then the last one of each day for some more, then the last one of
 * each month for ever. What an entry of the log rests on is always kept beside them.
 */
export interface Retention {
  /** For how many days every look is kept; null for ever: nothing is ever thinned. */
  readonly everyLookDays: number | null;
  /** For how many days after a look one of each day is kept; null for ever. No fewer than `everyLookDays`. */
  readonly dailyDays: number | null;
}

/** Every observation is kept until somebody decides otherwise. */
export const KEEP_EVERYTHING: Retention = { everyLookDays: null, dailyDays: null };

const DAY = 24 * 60 * 60 * 1000;

/** Times are milliseconds since 1970, in UTC. Null: nothing is thinned to that. */
export interface Thinning {
  /** Looks that ended before this are thinned to one a day. */
  readonly toDayBefore: number | null;
  /** Looks that ended before this are thinned to one a month. */
  readonly toMonthBefore: number | null;
}

/** Whole days and months only, so that a day is thinned once and in whole. */
export const thinningAt = ({ everyLookDays, dailyDays }: Retention, now: number): Thinning => {
  if (everyLookDays === null) return { toDayBefore: null, toMonthBefore: null };
  const startOfDay = (at: number): number => at - (((at % DAY) + DAY) % DAY);
  const startOfMonth = (at: number): number => {
    const date = new Date(at);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  };
  return {
    toDayBefore: startOfDay(now - everyLookDays * DAY),
    toMonthBefore: dailyDays === null ? null : startOfMonth(now - Math.max(dailyDays, everyLookDays) * DAY),
  };
};

/** In words, for people: what is kept from now on. */
export const retentionWords = ({ everyLookDays, dailyDays }: Retention): string => {
  const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;
  if (everyLookDays === null) return "Every look is kept for ever.";
  const daily =
    dailyDays === null
      ? "then the last one of each day for ever"
      : `then the last one of each day until ${days(dailyDays)} after it, then the last one of each month for ever`;
  return `Every look is kept for ${days(everyLookDays)}, ${daily}.`;
};
