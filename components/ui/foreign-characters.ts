/**
 * Names, descriptions and tags come from EC2, where anybody may have written them. Characters that can make one text
 * look like another (direction overrides, zero-width characters, controls, line separators) are told apart here, so
 * that they are shown as what they are.
 */
import { codePointText, isDeceptive, visibleLine } from "#lib/core/visible-text.ts";

export interface TextPart {
  readonly kind: "plain" | "escape";
  readonly text: string;
}

/** Splits a text into what may be shown as it is and escapes such as `U+202E`. Nothing is dropped. */
export const foreignParts = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let plain = "";
  for (const character of text) {
    if (!isDeceptive(character)) {
      plain += character;
      continue;
    }
    if (plain !== "") parts.push({ kind: "plain", text: plain });
    plain = "";
    parts.push({ kind: "escape", text: codePointText(character) });
  }
  if (plain !== "") parts.push({ kind: "plain", text: plain });
  return parts;
};

/** The same as one string, for titles, SVG and attributes: `invoice[U+202E]fdp`. */
export const foreignString = visibleLine;

/** The first `limit` characters, counted by code point; whole when it fits. */
export const shortened = (text: string, limit: number): { readonly text: string; readonly cut: boolean } => {
  const characters = Array.from(text);
  if (characters.length <= limit) return { text, cut: false };
  return { text: characters.slice(0, Math.max(1, limit - 1)).join(""), cut: true };
};
