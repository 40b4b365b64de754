/** Where questions are asked: the text, and the moment, stand in the URL. */

const search = (entries: Readonly<Record<string, string | null>>): string =>
  new URLSearchParams(
    Object.entries(entries).flatMap(([name, value]) =>
      value === null || value === "" ? [] : [[name, value]],
    ),
  ).toString();

/** `at`: ISO 8601 UTC; null for what was seen last. */
export const askHref = (question: string, at: string | null = null): string =>
  `/ask?${search({ q: question, at })}`;

/** The graph with the answer in it. */
export const askOnGraphHref = (question: string, at: string | null = null): string =>
  `/graph?${search({ ask: question, at })}`;
