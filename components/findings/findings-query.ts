/** Which findings the page shows: all of it in the URL. */
import type { ShownEntry } from "#components/findings/shown-finding.ts";
import { SEVERITIES, type Severity } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";

export const FINDINGS_PARAMETERS = ["q", "severity", "rule", "stack", "group", "answer", "page"] as const;

export interface FindingsQuery {
  readonly text: string;
  readonly severity: Severity | "";
  readonly rule: string;
  readonly stack: string;
  readonly group: string;
  /** Empty for all; what is accepted is neither of the other two. */
  readonly answer: "sure" | "cannot-tell" | "accepted" | "";
  readonly page: number;
}

export const findingsQuery = (given: Partial<Record<string, string>>): FindingsQuery => ({
  text: given.q ?? "",
  severity: SEVERITIES.find((severity) => severity === given.severity) ?? "",
  rule: CATALOGUE.find(({ id }) => id === given.rule)?.id ?? "",
  stack: given.stack ?? "",
  group: given.group ?? "",
  answer: (["sure", "cannot-tell", "accepted"] as const).find((answer) => answer === given.answer) ?? "",
  page: Math.max(1, Math.trunc(Number(given.page ?? "1")) || 1),
});

export const isFiltered = ({ text, severity, rule, stack, group, answer }: FindingsQuery): boolean =>
  [text, severity, rule, stack, group, answer].some((each) => each !== "");

export const findingsHref = (query: FindingsQuery, change: Partial<FindingsQuery> = {}): string => {
  const { text, severity, rule, stack, group, answer, page } = { ...query, page: 1, ...change };
  const given = { q: text, severity, rule, stack, group, answer, page: page > 1 ? String(page) : "" };
  const parameters = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ""));
  const search = parameters.toString();
  return search === "" ? "/findings" : `/findings?${search}`;
};

export const selectFindings = <Entry extends ShownEntry>(
  entries: readonly Entry[],
  { text, severity, rule, stack, group, answer }: FindingsQuery,
): readonly Entry[] => {
  const words = text.toLowerCase().split(/\s+/);
  return entries.filter(({ finding, accountName, accountId, accepted }) => {
    const all = `${finding.sentence} ${finding.id} ${accountName} ${accountId}`.toLowerCase();
    return (
      (severity === "" || finding.severity === severity) &&
      (rule === "" || finding.ruleId === rule) &&
      (stack === "" || finding.stack === stack) &&
      (group === "" || finding.groupIds.includes(group)) &&
      (answer === "" || (accepted === null ? finding.certainty : "accepted") === answer) &&
      words.every((word) => all.includes(word))
    );
  });
};
