/** Which two moments the page compares, and of what: all of it in the URL. */
export const COMPARE_PARAMETERS = ["from", "to", "stack", "page"] as const;

export interface CompareQuery {
  /** ISO 8601 UTC; empty for a day ago. */
  readonly from: string;
  /** Empty for now. */
  readonly to: string;
  /** Empty for every account. */
  readonly stack: string;
  readonly page: number;
}

export const compareHref = ({ from, to, stack, page = 1 }: Partial<CompareQuery>): string => {
  const given = { from, to, stack, page: page > 1 ? String(page) : "" };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== "") parameters.set(name, value);
  const search = parameters.toString();
  return search === "" ? "/compare" : `/compare?${search}`;
};
