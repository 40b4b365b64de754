/** How stacks and teams stood over time, as the reports show it. */
import type { Column } from "#lib/core/posture/column.ts";
import type { Range } from "#lib/core/posture/sample-times.ts";

export interface ShownSeries {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface ShownChoice {
  readonly range: Range;
  /** Empty for all. */
  readonly team: string;
  readonly stack: string;
  readonly page: number;
}

/** The URL of the same report with some of it changed; what is as usual is left out. */
export const reportHref = (
  choice: ShownChoice,
  change: Partial<ShownChoice> = {},
  path = "/reports",
): string => {
  const { range, team, stack, page } = { ...choice, page: 1, ...change };
  const given = {
    range: range === "week" ? "" : range,
    team,
    stack,
    page: page > 1 ? String(page) : "",
  };
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== "")).toString();
  return query === "" ? path : `${path}?${query}`;
};
