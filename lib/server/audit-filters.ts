/** What the filter of the page Audit means, for the page and for what is taken along from it. */
import { z } from "zod";
import { momentSchema } from "#lib/usecases/history/moment.ts";

export const AUDIT_FILTERS = ["person", "stack", "group", "action", "since", "until"] as const;

const dayStart = (day: string) => `${day}T00:00:00Z`;

const dayAfter = (day: string) => {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
};

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success;

/** Written by a moment is what was written in the millisecond that it names, or before. Nothing readable: no time. */
const afterMoment = (at: string): string => {
  const moment = momentSchema.safeParse(at);
  return moment.success ? new Date(moment.data.getTime() + 1).toISOString() : "";
};

/** The earlier end of the day that is asked for and the moment (`at`) that the log is seen as of. */
const untilAsked = ({ until, at }: Readonly<Record<string, string | undefined>>): string | undefined => {
  const day = isDay(until) ? dayAfter(until) : undefined;
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
    ...(isDay(given.since) ? { since: dayStart(given.since) } : {}),
    ...(until === undefined ? {} : { until }),
  };
}
