/**
 * What can make one text look like another: controls, formats, direction overrides, lone surrogates, private use, line
 * separators, and letters, marks and selectors that leave no trace.
 */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

export const isDeceptive = (character: string): boolean => DECEPTIVE.test(character);

/** `U+202E` */
export const codePointText = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const shown = (character: string): string =>
  isDeceptive(character) ? `[${codePointText(character)}]` : character;

/** One visible line: a mail's subject may quote what somebody wrote on EC2, and must not begin another header. */
export const visibleLine = (text: string): string => Array.from(text, shown).join("");

/** Visible lines: a mail's body. */
export const visibleLines = (text: string): string => text.split("\n").map(visibleLine).join("\n");
