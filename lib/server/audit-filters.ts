/** What the filter of the page Audit means, for the page and for what is taken along from it. */
import { z } from "zod";

export const AUDIT_FILTERS = ["person", "stack", "group", "action", "since", "until"] as const;

const dayStart = (day: string) => `${day}T00:00:00Z`;

const dayAfter = (day: string) => {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
};

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success;

/** For `auditSearchInput` and `auditExportInput`. */
export const filterAsked = (given: Readonly<Record<string, string | undefined>>) => ({
  personId: given.person,
  stackId: given.stack,
  groupId: given.group,
  action: given.action,
  ...(isDay(given.since) ? { since: dayStart(given.since) } : {}),
  ...(isDay(given.until) ? { until: dayAfter(given.until) } : {}),
});
