/**
 * The text that is signed: a line for each file of a pack and for each part of its JSON, with its SHA-256.
 *
 *     sallyport evidence pack v1
 *     review 3 edition 1
 *     made 2026-11-22T20:00:00.000Z
 *     file review-3.json 9f86d0...
 *     part row 1 60303a...
 */

const FIRST = "sallyport evidence pack v1";

export interface PackNote {
  readonly review: number;
  readonly edition: number;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  /** Names to SHA-256, hexadecimal. */
  readonly files: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, string>;
}

const lines = (word: string, hashes: ReadonlyMap<string, string>): string[] =>
  [...hashes].map(([name, hash]) => `${word} ${name} ${hash}`);

export const printPackNote = ({ review, edition, madeAt, files, parts }: PackNote): string =>
  `${[FIRST, `review ${review} edition ${edition}`, `made ${madeAt}`, ...lines("file", files), ...lines("part", parts)].join("\n")}\n`;

function hashesIn(texts: readonly string[], word: string): ReadonlyMap<string, string> | null {
  const hashes = new Map<string, string>();
  for (const text of texts.filter((each) => each.startsWith(`${word} `))) {
    const [, name, hash] = /^\w+ (.+) ([0-9a-f]{64})$/.exec(text) ?? [];
    if (name === undefined || hash === undefined || hashes.has(name)) return null;
    hashes.set(name, hash);
  }
  return hashes;
}

/** The inverse of `printPackNote`; null for any other text. */
export function readPackNote(text: string): PackNote | null {
  const [first, about = "", made = "", ...rest] = text.split("\n").slice(0, -1);
  const [, review, edition] = /^review (\d{1,10}) edition (\d{1,6})$/.exec(about) ?? [];
  const [, madeAt] = /^made (\S+)$/.exec(made) ?? [];
  const [files, parts] = [hashesIn(rest, "file"), hashesIn(rest, "part")];
  if (first !== FIRST || review === undefined || madeAt === undefined || files === null || parts === null) {
    return null;
  }
  if (rest.some((line) => !line.startsWith("file ") && !line.startsWith("part "))) return null;
  return { review: Number(review), edition: Number(edition), madeAt, files, parts };
}
