const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

const rounded = (milliseconds: number): string => {
  if (milliseconds < HOUR) return plural(Math.max(1, Math.floor(milliseconds / MINUTE)), "minute");
  if (milliseconds < 2 * DAY) return plural(Math.floor(milliseconds / HOUR), "hour");
  if (milliseconds < 60 * DAY) return plural(Math.floor(milliseconds / DAY), "day");
  if (milliseconds < 730 * DAY) return plural(Math.floor(milliseconds / (30 * DAY)), "month");
  return plural(Math.floor(milliseconds / (365 * DAY)), "year");
};

/** `3 minutes ago`, `in 2 days`, `just now`. Times in milliseconds since 1970. */
export const relativeWords = (at: number, now: number): string => {
  const distance = at - now;
  if (Math.abs(distance) < 45 * SECOND) return distance > 0 ? "in a moment" : "just now";
  return distance > 0 ? `in ${rounded(distance)}` : `${rounded(-distance)} ago`;
};

/** How long something has lasted: `41 days`. */
export const spanWords = (from: number, to: number): string =>
  to - from < 45 * SECOND ? "moments" : rounded(to - from);

/** What is left, to the minute, and to the second in the last one: `1 h 14 min`, `43 s`; `over` when nothing is. */
export const remainingWords = (end: number, now: number): string => {
  const left = end - now;
  if (left <= 0) return "over";
  if (left < MINUTE) return `${Math.ceil(left / SECOND)} s`;
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return `${minutes} min`;
};

/** `2026-11-22 09:41:07 UTC` */
export const exactUtc = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
