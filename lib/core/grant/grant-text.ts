/**
 * What a rule that Sallyport made for a grant says about itself on EC2. The end stands there, so that a rule can be
 * ended without the database. Only characters EC2 allows in descriptions are used.
 */

export interface GrantEnd {
  readonly number: number;
  readonly endsAt: Date;
}

/** ISO 8601 UTC, to the minute where that loses nothing, else to the second, rounded up. */
export function untilText(endsAt: Date): string {
  const seconds = new Date(Math.ceil(endsAt.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  return seconds.endsWith(":00") ? `${seconds.slice(0, 16)}Z` : `${seconds}Z`;
}

/** The same end for people, who read it on a page: `22 Nov 2026, 14:31 UTC`. */
export function untilWords(endsAt: Date): string {
  const text = untilText(endsAt);
  const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? "";
  return `${Number(text.slice(8, 10))} ${month} ${text.slice(0, 4)}, ${text.slice(11, -1)} UTC`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The one that ends last; grants that end together by number. */
function latest(grants: readonly [GrantEnd, ...GrantEnd[]]): GrantEnd {
  return grants.reduce((best, each) => {
    const later = each.endsAt.getTime() - best.endsAt.getTime();
    return later > 0 || (later === 0 && each.number < best.number) ? each : best;
  });
}

/** Description and tags of the rule that these live grants share: it ends when the last of them does. */
export function grantRuleText(grants: readonly [GrantEnd, ...GrantEnd[]], stackName: string) {
  const { number, endsAt } = latest(grants);
  const numbers = grants.map((grant) => grant.number).sort((a, b) => a - b);
  return {
    description: `sallyport grant ${number} until ${untilText(endsAt)}`,
    tags: {
      "sallyport:grant": numbers.join(" ").slice(0, 256),
      "sallyport:stack": stackName,
      "sallyport:until": untilText(endsAt),
    },
  };
}

/** Whether a rule says of itself that it is a grant's. Anybody may write that: good for telling, not for trusting. */
export const isGrantDescription = (description: string | null): boolean =>
  /^sallyport grant \d+ until /.test(description ?? "");

/** Description and tags of a rule that stays after the last grant on it has ended: the grants' tags are overwritten. */
export const standingRuleText = (stackName: string) => ({
  description: `sallyport ${stackName}`,
  tags: { "sallyport:grant": "none", "sallyport:stack": stackName, "sallyport:until": "never" },
});
