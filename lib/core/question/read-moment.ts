/**
 * A moment as people say it, in UTC: `3 March at 14:00`, `yesterday`, `2 hours ago`, `2026-03-03 14:00`. A date without
 * a year is the last one that has come; a date without a time is where that day begins.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const monthOf = (word: string): number =>
  Math.max(MONTH_NAMES.indexOf(word), MONTHS.indexOf(word), word === "sept" ? 8 : -1);

/** Null for a day that no calendar has. */
const dayAt = (year: number, month: number, day: number): number | null => {
  const at = Date.UTC(year, month, day);
  const date = new Date(at);
  return date.getUTCMonth() === month && date.getUTCDate() === day && year >= 1970 ? at : null;
};

const startOfDay = (at: number): number => at - (((at % DAY) + DAY) % DAY);

/** The last such day that has begun; a leap day may lie years back. */
const lastDay = (month: number, day: number, now: number): number | null => {
  const year = new Date(now).getUTCFullYear();
  for (let back = 0; back < 8; back += 1) {
    const at = dayAt(year - back, month, day);
    if (at !== null && at <= now) return at;
  }
  return null;
};

const datedDay = (month: number, day: string, year: string | undefined, now: number): number | null => {
  if (month < 0) return null;
  return year === undefined ? lastDay(month, Number(day), now) : dayAt(Number(year), month, Number(day));
};

/** The start of a day; null where the text names none. */
const readDay = (text: string, now: number): number | null => {
  const today = startOfDay(now);
  if (text === "today") return today;
  if (text === "yesterday") return today - DAY;
  const weekday = WEEKDAYS.indexOf(text.replace(/^last /, ""));
  if (weekday >= 0) return today - ((((new Date(now).getUTCDay() - weekday + 6) % 7) + 7) % 7) * DAY - DAY;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return dayAt(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const dayFirst = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?(?: (\d{4}))?$/.exec(text);
  if (dayFirst !== null) return datedDay(monthOf(dayFirst[2] ?? ""), dayFirst[1] ?? "", dayFirst[3], now);
  const monthFirst = /^([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(text);
  if (monthFirst === null) return null;
  return datedDay(monthOf(monthFirst[1] ?? ""), monthFirst[2] ?? "", monthFirst[3], now);
};

/** Milliseconds since midnight. */
const readTime = (text: string): number | null => {
  const bare = text.replace(/ ?(?:utc|gmt|z)$/, "");
  if (bare === "noon") return 12 * HOUR;
  if (bare === "midnight") return 0;
  const match = /^(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)? ?(am|pm|h|o'clock)?$/.exec(bare);
  if (match === null || (match[2] === undefined && match[4] === undefined)) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  const isTwelve = match[4] === "am" || match[4] === "pm";
  if (minute > 59 || second > 59 || hour > (isTwelve ? 12 : 23) || (isTwelve && hour === 0)) return null;
  const hours = isTwelve ? (hour % 12) + (match[4] === "pm" ? 12 : 0) : hour;
  return hours * HOUR + minute * MINUTE + second * 1_000;
};

const ISO = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(utc|z|[+-]\d{2}:\d{2})?$/;

const readIso = (text: string): number | null => {
  const match = ISO.exec(text);
  if (match === null) return null;
  const zone = match[3] === undefined || match[3] === "utc" ? "Z" : match[3].toUpperCase();
  const at = Date.parse(`${match[1] ?? ""}T${match[2] ?? ""}${zone}`);
  return Number.isNaN(at) || at < 0 ? null : at;
};

const readAgo = (text: string, now: number): number | null => {
  const [, count = "", unit = ""] = /^(an?|\d{1,5}) (minute|hour|day|week)s? ago$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (length === undefined) return null;
  const at = now - (count.startsWith("a") ? 1 : Number(count)) * length;
  return at < 0 ? null : at;
};

/** A day and a time of it, in either order. */
const readTogether = (text: string, now: number): number | null => {
  const words = text.split(" ");
  for (let cut = 1; cut < words.length; cut += 1) {
    const head = words.slice(0, cut).join(" ");
    const tail = words
      .slice(cut)
      .join(" ")
      .replace(/^(?:at|on) /, "");
    const day = readDay(head, now) ?? readDay(tail, now);
    const time = readTime(tail) ?? readTime(head);
    if (day !== null && time !== null) return day + time;
  }
  return null;
};

/** The last time the clock showed it. */
const readTimeAlone = (text: string, now: number): number | null => {
  const time = readTime(text);
  if (time === null) return null;
  const at = startOfDay(now) + time;
  return at <= now ? at : at - DAY;
};

/** Milliseconds since 1970; `now`: the same, of the one who asks. Null where the text names no moment. */
export const readMoment = (text: string, now: number): number | null => {
  const spoken = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const said = spoken.replace(/^(?:as of|back on|back at|at|on) /, "");
  if (said === "now") return now;
  const sure = readIso(said) ?? readAgo(said, now) ?? readDay(said, now) ?? readTogether(said, now);
  if (sure !== null) return sure;
  // "14:00" alone could be a part of a name.
  return said === spoken ? null : readTimeAlone(said, now);
};

/** As it reads back: to the minute where it is whole. */
export const printMoment = (at: string): string =>
  at.endsWith(":00.000Z") ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : at;
