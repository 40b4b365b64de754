/** A question's text as words. What stands in quotes is a name to the letter, whatever words it consists of. */

export interface Word {
  /** As it was written, quotes included. */
  readonly raw: string;
  /** In lower case; empty where a part is quoted, so that no keyword hides in a name. */
  readonly word: string;
}

const WORD = /->|=>|→|,|(?:"(?:[^"\\]|\\.)*"?|(?!->|=>)[^\s",→])+/gsu;

export const ARROWS: readonly string[] = ["->", "=>", "→"];

/** Words, commas and arrows, each on its own. Curly quotes are quotes where there are no others, and what ends a sentence is left out. */
export const wordsOf = (text: string): Word[] => {
  const found = (text.includes('"') ? text : text.replaceAll(/[“”„]/g, '"')).match(WORD) ?? [];
  const words = found.map((raw) => ({ raw, word: raw.includes('"') ? "" : raw.toLowerCase() }));
  const last = words.at(-1);
  if (last === undefined || !/[?!.]$/.test(last.raw)) return words;
  const raw = last.raw.replace(/[?!.]+$/, "");
  return [
    ...words.slice(0, -1),
    ...(raw === "" ? [] : [{ raw, word: last.word === "" ? "" : raw.toLowerCase() }]),
  ];
};

export const textOf = (words: readonly Word[]): string => words.map(({ raw }) => raw).join(" ");

/** A name in quotes, to the letter. */
export const quoted = (name: string): string => `"${name.replaceAll(/["\\]/g, (each) => `\\${each}`)}"`;

/** The name that begins a text in quotes, and what follows it; null where none does. */
export const unquoted = (text: string): { readonly name: string; readonly rest: string } | null => {
  const match = /^"((?:[^"\\]|\\.)*)"/s.exec(text);
  return match === null
    ? null
    : { name: (match[1] ?? "").replaceAll(/\\(.)/gs, "$1"), rest: text.slice(match[0].length) };
};
