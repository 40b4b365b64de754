/** Places that can be seen as of a moment. */
const HAS_PAST =
  /^\/(changes(\/\d+)?|stacks(\/[^/?#]+)?|groups(\/(sg-[^/?#]+|adopt))?|findings(\/exceptions)?|graph|ask|access|reviews(\/\d+)?|reports|settings(\/(patterns|stacks|policy|history|people))?|audit(\/[0-9a-f-]{36})?)(?=[?#]|$)/;

/** The same address, as of `at`; unchanged when it names a moment itself, or the place has no past. */
export const keepMoment = (href: string, at: string | null): string => {
  if (at === null || !HAS_PAST.test(href)) return href;
  const [address = "", fragment] = href.split("#");
  const [path = "", query] = address.split("?");
  const parameters = new URLSearchParams(query);
  if (parameters.has("at")) return href;
  parameters.set("at", at);
  return `${path}?${parameters.toString()}${fragment === undefined ? "" : `#${fragment}`}`;
};
