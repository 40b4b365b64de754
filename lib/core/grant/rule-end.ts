/** When a grant's rule on EC2 says that it ends: known without any database. */

const DESCRIPTION = /^sallyport grant \d+ until (\S+)$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

const timeOf = (text: string | undefined): number | null => {
  if (text === undefined || !TIME.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};

/**
 * The earlier of what its description and its tag say, in milliseconds since 1970; null where neither names a time. An
 * extension writes one after the other, and a rule that is closed too early is the better of the two mistakes.
 */
export function endOfRule(rule: {
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
}): number | null {
  const described = timeOf(DESCRIPTION.exec(rule.description ?? "")?.[1]);
  const tagged = timeOf(rule.tags["sallyport:until"]);
  if (described === null || tagged === null) return described ?? tagged;
  return Math.min(described, tagged);
}
