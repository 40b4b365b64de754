/**
 * Names, descriptions and tags come from EC2, where anybody may have written them. Characters that can make one text
 * look like another (direction overrides, zero-width characters, controls, line separators) are told apart here, so
 * that they are shown as what they are.
 */

export interface TextPart {
  readonly kind: "plain" | "escape";
  readonly text: string;
}

/** Controls, formats, separators, private use, lone surrogates, and letters and marks that leave no trace. */
const DECEPTIVE =
  /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\p{Cs}|\u115f|\u1160|\u3164|\uffa0|\u034f|\u17b4|\u17b5/u;

const escapeOf = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
};

/** Splits a text into what may be shown as it is and escapes such as `U+202E`. Nothing is dropped. */
export const foreignParts = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let plain = "";
  for (const character of text) {
    if (!DECEPTIVE.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== "") parts.push({ kind: "plain", text: plain });
    plain = "";
    parts.push({ kind: "escape", text: escapeOf(character) });
  }
  if (plain !== "") parts.push({ kind: "plain", text: plain });
  return parts;
};

/** The same as one string, for titles, SVG and attributes: `invoice[U+202E]fdp`. */
export const foreignString = (text: string): string =>
  foreignParts(text)
    .map((part) => (part.kind === "plain" ? part.text : `[${part.text}]`))
    .join("");

/** The first `limit` characters, counted by code point; whole when it fits. */
export const shortened = (text: string, limit: number): { readonly text: string; readonly cut: boolean } => {
  const characters = Array.from(text);
  if (characters.length <= limit) return { text, cut: false };
  return { text: characters.slice(0, Math.max(1, limit - 1)).join(""), cut: true };
};
