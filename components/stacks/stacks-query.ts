/** What the matrix shows, and in which order: all of it in the URL. */
import type { ShownStack } from "#components/stacks/shown-stack.ts";

export const SORTS = ["worst", "name", "team", "account", "observed"] as const;
export type StackSort = (typeof SORTS)[number];

export interface StacksQuery {
  readonly text: string;
  /** `all`, `out-of-line`, `unknown`, `accepted`, `in-line` */
  readonly state: string;
  readonly team: string;
  readonly sort: StackSort;
  readonly descending: boolean;
}

export const stacksQuery = (given: Partial<Record<string, string>>): StacksQuery => ({
  text: given.q ?? "",
  state: given.state ?? "all",
  team: given.team ?? "",
  sort: SORTS.find((sort) => sort === given.sort) ?? "worst",
  descending: given.order === "desc",
});

/** The URL of the same page with some of it changed; what is as usual is left out. */
export const stacksHref = (query: StacksQuery, change: Partial<StacksQuery>): string => {
  const next = { ...query, ...change };
  const parameters = new URLSearchParams();
  if (next.text !== "") parameters.set("q", next.text);
  if (next.state !== "all") parameters.set("state", next.state);
  if (next.team !== "") parameters.set("team", next.team);
  if (next.sort !== "worst") parameters.set("sort", next.sort);
  if (next.descending) parameters.set("order", "desc");
  const text = parameters.toString();
  return text === "" ? "/stacks" : `/stacks?${text}`;
};

const COMPARE: Readonly<Record<StackSort, (a: ShownStack, b: ShownStack) => number>> = {
  worst: (a, b) => b.severity - a.severity || a.name.localeCompare(b.name),
  name: (a, b) => a.name.localeCompare(b.name),
  team: (a, b) => a.teamName.localeCompare(b.teamName) || a.name.localeCompare(b.name),
  account: (a, b) =>
    `${a.accountName} ${a.region} ${a.name}`.localeCompare(`${b.accountName} ${b.region} ${b.name}`),
  observed: (a, b) => (a.scope?.observedAt ?? "").localeCompare(b.scope?.observedAt ?? ""),
};

export const selectStacks = (rows: readonly ShownStack[], query: StacksQuery): readonly ShownStack[] => {
  const words = query.text.toLowerCase().split(/\s+/);
  const shown = rows.filter((row) => {
    const text = `${row.name} ${row.teamName} ${row.accountName} ${row.accountId} ${row.region} ${row.pattern}`;
    return (
      (query.state === "all" || row.state === query.state) &&
      (query.team === "" || row.teamName === query.team) &&
      words.every((word) => text.toLowerCase().includes(word))
    );
  });
  const ordered = [...shown].sort(COMPARE[query.sort]);
  return query.descending ? ordered.reverse() : ordered;
};
