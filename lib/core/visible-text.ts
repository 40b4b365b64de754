/** Controls, formats, lone surrogates, private use and line separators: what can make one text look like another. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const DECEPTIVE_BUT_LINES = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** One visible line: a mail's subject may quote what somebody wrote on EC2, and must not begin another header. */
export const visibleLine = (text: string): string => text.replace(DECEPTIVE, escaped);

/** Visible lines: a mail's body. */
export const visibleLines = (text: string): string => text.replace(DECEPTIVE_BUT_LINES, escaped);
