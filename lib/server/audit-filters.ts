/** What the filter of the page Audit means, for the page and for what is taken along from it. */
import { z } from "zod";
import { momentSchema } from "#lib/usecases/history/moment.ts";

export const AUDIT_FILTERS = ["person", "stack", "group", "action", "since", "until"] as const;

/** What is written where no time could be read: the schemas take it for none, and refuse. */
const NO_TIME = "";

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

const dayStart = (day: string): string => (isDay(day) ? `${day}T00:00:00Z` : NO_TIME);

const dayAfter = (day: string): string => {
  if (!isDay(day)) return NO_TIME;
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
};

/** Written by a moment is what was written in the millisecond that it names, or before. */
const afterMoment = (at: string): string => {
  const moment = momentSchema.safeParse(at);
  return moment.success ? new Date(moment.data.getTime() + 1).toISOString() : NO_TIME;
};

/**
 * The earlier end of the day that is asked for and the moment (`at`) that the log is seen as of. One that cannot be
 * read is the earliest of all: it must not be passed over, or more would be shown than was asked for.
 */
const untilAsked = ({ until, at }: Readonly<Record<string, string | undefined>>): string | undefined => {
  const day = until === undefined ? undefined : dayAfter(until);
  const moment = at === undefined ? undefined : afterMoment(at);
  return day === undefined || (moment !== undefined && moment < day) ? moment : day;
};

/** For `auditSearchInput` and `auditExportInput`. */
export function filterAsked(given: Readonly<Record<string, string | undefined>>) {
  const until = untilAsked(given);
  return {
    personId: given.person,
    stackId: given.stack,
    groupId: given.group,
    action: given.action,
    ...(given.since === undefined ? {} : { since: dayStart(given.since) }),
    ...(until === undefined ? {} : { until }),
  };
}
