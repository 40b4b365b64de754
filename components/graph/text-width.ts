/** Room for text, without measuring: how wide the letters of the page's font (Inter) are, in sorts. */
import { foreignString } from "#components/ui/foreign-characters.ts";

/** In shares of the font's size, at weight 600; what is lighter takes a little less. */
const SORTS: readonly (readonly [letters: string, width: number])[] = [
  ["ijlI.,:;'|!` \u00b7", 0.31],
  ['frt()[]{}-/\\*"', 0.4],
  ["mw", 0.88],
  ["MW@%\u2026", 1],
  ["ABCDEFGHKLNOPQRSTUVXYZ+<>=~&", 0.71],
];
const USUAL = 0.62;
/** Scripts from here on are about as wide as high. */
const FIRST_WIDE = 0x1100;

const WIDTHS = new Float64Array(128).fill(USUAL);
for (const [letters, width] of SORTS)
  for (const letter of letters) if (letter.charCodeAt(0) < 128) WIDTHS[letter.charCodeAt(0)] = width;
const OTHERS = new Map(
  SORTS.flatMap(([letters, width]) => Array.from(letters, (letter): [string, number] => [letter, width])),
);

const letterWidth = (letter: string): number => {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 128) return WIDTHS[code] ?? USUAL;
  return OTHERS.get(letter) ?? (code < FIRST_WIDE ? USUAL : 1);
};

export const textWidth = (text: string, size: number): number => {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width * size;
};

/** In letters that are all of one width. */
export const monoWidth = (text: string, size: number): number => text.length * size * 0.6;

const CUT = "\u2026";

/** As much of a text as fits. What tells names apart is often their end: the middle goes first. */
export const cutToWidth = (text: string, width: number, size: number): string => {
  if (textWidth(text, size) <= width) return text;
  const letters = Array.from(text);
  let [head, tail] = [Math.ceil(letters.length / 2), Math.ceil(letters.length / 2)];
  let rest = letters.reduce((sum, letter) => sum + letterWidth(letter), letterWidth(CUT));
  while (rest * size > width && head + (letters.length - tail) > 2) {
    const isHeadLonger = head > letters.length - tail;
    rest -= letterWidth(letters[isHeadLonger ? head - 1 : tail] ?? "");
    if (isHeadLonger) head -= 1;
    else tail += 1;
  }
  return `${letters.slice(0, head).join("").trimEnd()}${CUT}${letters.slice(tail).join("")}`;
};

const AWS_ID = /^((?:vpc|sg|pl)-[0-9a-f]{3})[0-9a-f]{3,}([0-9a-f]{4})$/;

/** Names are looked at in every frame; a picture has some thousands of them. */
const MOST_KEPT = 20_000;
const kept = new Map<string, string>();

/**
 * A name as the picture shows it: hidden characters made visible, and ids of EC2 by their two ends (`vpc-0a1…9f3e`).
 */
export const shownName = (text: string): string => {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const shown = foreignString(text).replace(AWS_ID, "$1…$2");
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, shown);
  return shown;
};
