import { TIMELINE_SORTS, type TimelineSort } from "#components/history/shown-timeline.ts";

/** What of a timeline is shown: all of it in the URL. */
export interface TimelineQuery {
  /** Empty for all. */
  readonly sorts: readonly TimelineSort[];
  /** How many days back; null for everything. */
  readonly days: number | null;
}

const USUAL_DAYS = 30;

export const timelineQuery = (given: Partial<Record<string, string>>): TimelineQuery => {
  const asked = (given.show ?? "").split(",");
  const days = Number(given.days ?? USUAL_DAYS);
  return {
    sorts: TIMELINE_SORTS.filter((sort) => asked.includes(sort)),
    days:
      given.days === "all" ? null : Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : USUAL_DAYS,
  };
};

/** The parameters of it in the URL; what is as usual is left out. */
export const timelineParameters = ({ sorts, days }: TimelineQuery): Readonly<Record<string, string>> => ({
  ...(sorts.length === 0 ? {} : { show: sorts.join(",") }),
  ...(days === USUAL_DAYS ? {} : { days: days === null ? "all" : String(days) }),
});
